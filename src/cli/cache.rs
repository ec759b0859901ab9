//! `wassay cache info`, `verify`, `gc`.

use crate::cache::Access;
use crate::cache::BlobInfo;
use crate::cache::Cache;
use crate::cache::CacheInfo;
use crate::cache::Cleaned;
use crate::cache::Cleaning;
use crate::cache::Effect;
use crate::cache::Fault;
use crate::cache::Kind;
use crate::cache::Progress;
use crate::cache::Share;
use crate::cache::Verified;
use crate::cli::args;
use crate::cli::args::MessageFormat;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::cli::io::Streams;
use crate::cli::run;
use crate::cli::settings::Settings;
use crate::wording;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::mpsc;
use std::time::Duration;
use std::time::Instant;
use std::time::SystemTime;

/// Says where the cache is and what it holds.
pub(crate) fn info(
    arguments: &args::CacheInfo,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Exit, CliError> {
    let cache = run::open_cache(settings)?;
    let info = cache.info();
    let text = match arguments.message_format {
        MessageFormat::Json => as_json(&cache, &info),
        MessageFormat::Human => as_text(&cache, &info, arguments.verbose),
    };
    streams.data(&text)?;
    Ok(Exit::Clean)
}

/// Hashes every blob and checks all compiled code.
pub(crate) fn verify(settings: &Settings, streams: &mut Streams) -> Result<Exit, CliError> {
    let clock = Instant::now();
    let cache = run::open_cache(settings)?;
    let info = cache.info();
    let total = |kind| info.kinds.get(&kind).map_or(0, |share: &Share| share.bytes);
    let verified = watched(
        &cache,
        total(Kind::Blob) + total(Kind::Code),
        clock,
        streams,
    );
    let refetched = verified
        .faults
        .iter()
        .any(|fault| matches!(fault, Fault::Blob { .. }));
    for fault in &verified.faults {
        streams.line(&fault_line(fault));
    }
    if let Some(why) = &verified.unchecked {
        streams.note("warning", &format!("compiled code was not checked: {why}"));
    }
    if refetched {
        streams.line("hint: the next `wassay install` or `wassay run` fetches these blobs again");
    }
    streams.note("Summary", &verified_text(&verified, clock));
    Ok(if verified.faults.is_empty() {
        Exit::Clean
    } else {
        Exit::Failed
    })
}

/// Verifies, and says how far it is every other second.
fn watched(cache: &Cache, total: u64, clock: Instant, streams: &mut Streams) -> Verified {
    const OFTEN: Duration = Duration::from_secs(2);
    let (tell, hears) = mpsc::channel::<Progress>();
    std::thread::scope(|scope| {
        let verifying = scope.spawn(move || {
            cache.verify(&move |progress| {
                // The listener lives as long as this thread.
                let _ = tell.send(progress);
            })
        });
        let mut done = 0;
        let mut told = clock.elapsed();
        for progress in hears {
            done += progress.bytes;
            if clock.elapsed() >= told + OFTEN {
                told = clock.elapsed();
                let (done, total) = (wording::size(done), wording::size(total));
                streams.note("Verifying", &format!("{done} of {total}"));
            }
        }
        match verifying.join() {
            Ok(verified) => verified,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

fn verified_text(verified: &Verified, clock: Instant) -> String {
    let blobs = wording::count(verified.good, "blob");
    let bytes = wording::size(verified.bytes);
    let code = if verified.unchecked.is_some() {
        String::new()
    } else {
        format!(
            " and {}",
            wording::count(verified.sealed, "compiled program")
        )
    };
    let wrong = match verified.faults.len() as u64 {
        0 => "nothing is wrong".to_owned(),
        1 => "1 thing was wrong".to_owned(),
        count => format!("{} things were wrong", wording::number(count)),
    };
    let seconds = clock.elapsed().as_secs_f64();
    format!("{blobs}, {bytes},{code} right in {seconds:.1}s; {wrong}")
}

fn fault_line(fault: &Fault) -> String {
    let text = match fault {
        Fault::Blob { digest, from } => {
            let from = if from.is_empty() {
                String::new()
            } else {
                format!(" (from {from})")
            };
            format!("blob {digest}{from} does not hash to its name: set aside")
        }
        Fault::Code(name) => format!("compiled code {name} does not fit its seal: removed"),
        Fault::Shard(name) => format!("`{name}` does not belong among the blobs: removed"),
        Fault::Unread(error) => CliError::chain(error),
    };
    format!("{:>12} {text}", "WRONG")
}

/// Takes away what nobody needs.
pub(crate) fn gc(
    arguments: &args::CacheGc,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Exit, CliError> {
    let (access, effect) = if arguments.dry_run {
        (Access::Shared, Effect::Tell)
    } else {
        (Access::Alone, Effect::Remove)
    };
    let cache = run::open_cache_for(settings, access)?;
    let cleaned = cache.clean(Cleaning {
        max_age: arguments.max_age,
        max_size: arguments.max_size,
        effect,
    });
    for error in &cleaned.failed {
        streams.note("error", &CliError::chain(error));
    }
    let verb = match effect {
        Effect::Remove => "Freed",
        Effect::Tell => "Would free",
    };
    for (kind, share) in &cleaned.freed {
        streams.note(verb, &counted(*kind, *share));
    }
    streams.note("Summary", &cleaned_text(&cleaned, effect));
    Ok(if cleaned.failed.is_empty() {
        Exit::Clean
    } else {
        Exit::Broken
    })
}

fn cleaned_text(cleaned: &Cleaned, effect: Effect) -> String {
    let sum =
        |shares: &BTreeMap<Kind, Share>| -> u64 { shares.values().map(|share| share.bytes).sum() };
    let kept = wording::size(sum(&cleaned.kept));
    match (cleaned.freed.is_empty(), effect) {
        (true, _) => format!("nothing to free, {kept} in use"),
        (false, Effect::Remove) => {
            let freed = wording::size(sum(&cleaned.freed));
            format!("{freed} freed, {kept} kept")
        }
        (false, Effect::Tell) => {
            let freed = wording::size(sum(&cleaned.freed));
            format!("{freed} would be freed, {kept} kept; nothing was removed")
        }
    }
}

/// What a kind of thing is called, one of it.
fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Blob => "blob",
        Kind::Code => "compiled program",
        Kind::Record => "record",
        Kind::Aside => "file set aside",
        Kind::Partial => "partial download",
        Kind::Temporary => "temporary file",
        Kind::Known => "remembered digest",
        Kind::Lock => "lock file",
    }
}

fn counted(kind: Kind, share: Share) -> String {
    let name = match (kind, share.count) {
        (Kind::Aside, 2..) => format!("{} files set aside", wording::number(share.count)),
        _ => wording::count(share.count, noun(kind)),
    };
    format!("{name}, {}", wording::size(share.bytes))
}

fn as_text(cache: &Cache, info: &CacheInfo, verbose: bool) -> String {
    let mut text = format!(
        "cache  {}\n",
        wording::visible(&cache.dir().to_string_lossy())
    );
    for layer in cache.layers() {
        let layer = layer.to_string_lossy().into_owned();
        writeln!(text, "layer  {}", wording::visible(&layer)).expect(STRING);
    }
    if info.kinds.is_empty() {
        text.push_str("empty\n");
    }
    for (kind, share) in &info.kinds {
        let (oldest, newest) = (day(share.oldest), day(share.newest));
        let used = if oldest == newest {
            format!("used {newest}")
        } else {
            format!("used {oldest} to {newest}")
        };
        writeln!(text, "{:<40} {used}", counted(*kind, *share)).expect(STRING);
    }
    for blob in info.blobs.iter().filter(|_| verbose) {
        let (size, used) = (wording::size(blob.size), day(blob.used));
        let from = if blob.from.is_empty() {
            "-"
        } else {
            &blob.from
        };
        let from = wording::visible(from);
        writeln!(text, "{}  {size:>10}  {used}  {from}", blob.digest).expect(STRING);
    }
    text
}

const STRING: &str = "writing to a string cannot fail";

fn as_json(cache: &Cache, info: &CacheInfo) -> String {
    let kinds: serde_json::Map<String, serde_json::Value> = Kind::ALL
        .iter()
        .map(|kind| {
            let share = info.kinds.get(kind);
            let value = serde_json::json!({
                "count": share.map_or(0, |share| share.count),
                "bytes": share.map_or(0, |share| share.bytes),
                "oldest": share.map(|share| moment(share.oldest)),
                "newest": share.map(|share| moment(share.newest)),
            });
            (key(*kind).to_owned(), value)
        })
        .collect();
    let layers = cache.layers();
    let layers: Vec<_> = layers.iter().map(|dir| dir.to_string_lossy()).collect();
    let blobs: Vec<serde_json::Value> = info.blobs.iter().map(blob_json).collect();
    let value = serde_json::json!({
        "directory": cache.dir().to_string_lossy(),
        "layers": layers,
        "kinds": kinds,
        "blobs": blobs,
    });
    format!("{value}\n")
}

fn blob_json(blob: &BlobInfo) -> serde_json::Value {
    let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    serde_json::json!({
        "digest": blob.digest,
        "bytes": blob.size,
        "used": moment(blob.used),
        "from": known(&blob.from),
        "at": known(&blob.at),
    })
}

/// What a kind is called in JSON.
fn key(kind: Kind) -> &'static str {
    match kind {
        Kind::Blob => "blobs",
        Kind::Code => "code",
        Kind::Record => "records",
        Kind::Aside => "aside",
        Kind::Partial => "partial",
        Kind::Temporary => "temporary",
        Kind::Known => "known",
        Kind::Lock => "locks",
    }
}

/// A time as `2026-11-20T22:39:44Z`; one that no calendar has is the beginning of 1970.
fn moment(time: SystemTime) -> String {
    let time = jiff::Timestamp::try_from(time).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn day(time: SystemTime) -> String {
    moment(time)[..10].to_owned()
}
