//! Plays several processes on one cache, one step of one of them at a time, in an order that a seed decides.
//!
//! At any point one of them may die, or the power may fail: then all die, and whatever was not synced may be cut short
//! or be zeros.

use crate::cache::tests::stage;
use crate::cache::tests::stage::Actor;
use crate::cache::tests::stage::Order;
use crate::cache::tests::stage::Synced;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::Sender;
use std::thread::ScopedJoinHandle;

/// Numbers that look random and are decided by a seed (splitmix64).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `sides`.
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides as u64).unwrap()
    }
}

/// How a play ended for those who died: at which points, how often.
pub(super) type Deaths = BTreeMap<&'static str, u64>;

/// A process in a play.
struct Player<'scope> {
    at: Receiver<&'static str>,
    order: Sender<Order>,
    thread: Option<ScopedJoinHandle<'scope, bool>>,
    /// Where it waits for an order.
    point: Option<&'static str>,
}

impl Player<'_> {
    /// Waits until it comes to a point or to its end.
    fn follow(&mut self) {
        self.point = self.at.recv().ok();
        if self.point.is_none() {
            self.end();
        }
    }

    fn end(&mut self) {
        if let Some(thread) = self.thread.take()
            && let Err(panic) = thread.join()
        {
            std::panic::resume_unwind(panic);
        }
    }

    fn die(&mut self, deaths: &mut Deaths) {
        if let Some(point) = self.point.take() {
            *deaths.entry(point).or_default() += 1;
            let _ = self.order.send(Order::Die);
            self.end();
        }
    }
}

/// What may happen.
#[derive(Clone, Copy)]
pub(super) struct Dangers {
    /// Of so many steps one is a death.
    pub(super) death: usize,
    /// Of so many steps one is a loss of power.
    pub(super) outage: usize,
}

/// Plays the parts until each has ended or died; `check` looks at the cache after every death.
pub(super) fn play<F: FnOnce() + Send>(
    parts: Vec<F>,
    (dice, dangers): (&mut Dice, Dangers),
    (root, synced): (&Path, &Synced),
    check: &dyn Fn(),
) -> Deaths {
    let mut deaths = Deaths::new();
    std::thread::scope(|scope| {
        let mut players: Vec<Player<'_>> = Vec::new();
        for part in parts {
            let ((tell, at), (order, hears)) = (mpsc::channel(), mpsc::channel());
            let synced = synced.clone();
            let thread = scope.spawn(move || {
                let actor = Actor {
                    at: tell,
                    order: hears,
                    synced,
                };
                stage::play(actor, part)
            });
            let mut player = Player {
                at,
                order,
                thread: Some(thread),
                point: None,
            };
            player.follow();
            players.push(player);
        }
        loop {
            let alive: Vec<usize> = (0..players.len())
                .filter(|index| players[*index].point.is_some())
                .collect();
            if alive.is_empty() {
                break;
            }
            let player = &mut players[alive[dice.roll(alive.len())]];
            if dice.roll(dangers.death) == 0 {
                player.die(&mut deaths);
                check();
            } else if dice.roll(dangers.outage) == 0 {
                for player in &mut players {
                    player.die(&mut deaths);
                }
                lose_power(root, dice, synced);
                *deaths.entry("power").or_default() += 1;
                check();
            } else {
                player.order.send(Order::Go).unwrap();
                player.follow();
            }
        }
    });
    deaths
}

/// Does to every file that was not synced what a loss of power may do.
fn lose_power(dir: &Path, dice: &mut Dice, synced: &Synced) {
    // Before anybody opened the cache there is nothing to lose.
    let entries = fs::read_dir(dir).into_iter().flatten();
    let mut entries: Vec<_> = entries.map(Result::unwrap).collect();
    entries.sort_by_key(fs::DirEntry::path);
    for entry in entries {
        let metadata = entry.metadata().unwrap();
        if metadata.is_dir() {
            lose_power(&entry.path(), dice, synced);
            continue;
        }
        let place = stage::place(&metadata);
        // What is on the disk after it stays there.
        if !metadata.is_file() || !synced.lock().unwrap().insert(place) {
            continue;
        }
        let length = usize::try_from(metadata.len()).unwrap();
        let left = match dice.roll(3) {
            0 => continue,
            1 => vec![0; length],
            _ => fs::read(entry.path()).unwrap()[..dice.roll(length + 1)].to_vec(),
        };
        overwrite(&entry.path(), &left);
    }
}

/// Puts other bytes into a file, whatever its mode.
pub(super) fn overwrite(path: &Path, bytes: &[u8]) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    let mut file = fs::File::options()
        .write(true)
        .truncate(true)
        .open(path)
        .unwrap();
    file.write_all(bytes).unwrap();
}
