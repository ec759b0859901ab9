// std.exit ends with its code at once: nothing after it runs, pending jobs do not either
Promise.resolve().then(() => print("a job that never runs"));
std.out.puts("without a newline");
try {
  std.exit(7);
} finally {
  print("never");
}
