/*
 * Stands between the binary and the C library, and makes trouble where the environment says so.
 *
 * WASSAY_SHIM_BELOW   files and directories below this prefix are meant; all where it is not set
 * WASSAY_SHIM_HOLD    a phase at which the process stays for ever, until it is killed:
 *                     connect, file-before, file-after, dir-before, dir-after (of fsync)
 * WASSAY_SHIM_SKIP    how often that phase is passed before it is held
 * WASSAY_SHIM_MARK    a file that is made when the phase is reached
 * WASSAY_SHIM_EIO     set: fsync and fdatasync of a regular file fail with EIO
 * WASSAY_SHIM_ENOLCK  set: flock fails with ENOLCK
 * WASSAY_SHIM_CLOCK   seconds by which the wall clock is wrong
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static atomic_long passed;

static void phase(const char *name)
{
	const char *hold = getenv("WASSAY_SHIM_HOLD");
	const char *skip = getenv("WASSAY_SHIM_SKIP");
	const char *mark = getenv("WASSAY_SHIM_MARK");
	if (!hold || strcmp(hold, name) != 0)
		return;
	if (atomic_fetch_add(&passed, 1) < (skip ? atol(skip) : 0))
		return;
	if (mark) {
		int fd = open(mark, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
		if (fd >= 0)
			close(fd);
	}
	for (;;)
		pause();
}

/* 'f' for a regular file that is meant, 'd' for a directory, 0 for what is not meant. */
static char meant(int fd)
{
	const char *below = getenv("WASSAY_SHIM_BELOW");
	char link[64], path[4096];
	struct stat st;
	if (fstat(fd, &st) != 0)
		return 0;
	if (below) {
		snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
		ssize_t length = readlink(link, path, sizeof path - 1);
		if (length < 0)
			return 0;
		path[length] = 0;
		if (strncmp(path, below, strlen(below)) != 0)
			return 0;
	}
	return S_ISREG(st.st_mode) ? 'f' : S_ISDIR(st.st_mode) ? 'd' : 0;
}

static int synced(int fd, const char *name)
{
	char kind = meant(fd);
	int (*next)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
	if (kind == 'f' && getenv("WASSAY_SHIM_EIO")) {
		errno = EIO;
		return -1;
	}
	if (kind)
		phase(kind == 'f' ? "file-before" : "dir-before");
	int result = next(fd);
	if (kind && result == 0)
		phase(kind == 'f' ? "file-after" : "dir-after");
	return result;
}

int fsync(int fd)
{
	return synced(fd, "fsync");
}

int fdatasync(int fd)
{
	return synced(fd, "fdatasync");
}

int connect(int fd, const struct sockaddr *address, socklen_t length)
{
	int (*next)(int, const struct sockaddr *, socklen_t) =
		(int (*)(int, const struct sockaddr *, socklen_t))dlsym(RTLD_NEXT, "connect");
	if (address && (address->sa_family == AF_INET || address->sa_family == AF_INET6))
		phase("connect");
	return next(fd, address, length);
}

int flock(int fd, int operation)
{
	int (*next)(int, int) = (int (*)(int, int))dlsym(RTLD_NEXT, "flock");
	if (getenv("WASSAY_SHIM_ENOLCK")) {
		errno = ENOLCK;
		return -1;
	}
	return next(fd, operation);
}

static time_t wrong(void)
{
	const char *shift = getenv("WASSAY_SHIM_CLOCK");
	return shift ? (time_t)atol(shift) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
	static int (*next)(clockid_t, struct timespec *);
	if (!next)
		next = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
	int result = next(clock, now);
	if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
		now->tv_sec += wrong();
	return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
	struct timespec spec;
	(void)zone;
	if (clock_gettime(CLOCK_REALTIME, &spec) != 0)
		return -1;
	now->tv_sec = spec.tv_sec;
	now->tv_usec = spec.tv_nsec / 1000;
	return 0;
}

time_t time(time_t *out)
{
	struct timespec spec;
	clock_gettime(CLOCK_REALTIME, &spec);
	if (out)
		*out = spec.tv_sec;
	return spec.tv_sec;
}
