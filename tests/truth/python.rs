//! The `python3` of the machine against the one that the suite pins.

use crate::peer;
use crate::peer::Exception;
use crate::peer::Scope;
use crate::suite::Suite;

const PEER: &str = "python3";

const EXCEPTIONS: &[Exception] = &[
    Exception {
        peer: PEER,
        case: "python/clock",
        scope: Scope::Trial,
        reason: "the peer has no virtual clock: it would sleep for an hour",
    },
    Exception {
        peer: PEER,
        case: "python/environment",
        scope: Scope::Lines(&["others", "platform", "home"]),
        reason: "a guest has no environment, no home and 32 bits; the peer has those of the machine",
    },
    Exception {
        peer: PEER,
        case: "python/generators",
        scope: Scope::Lines(&["itertools"]),
        reason: "itertools.batched came with 3.12, and the peer may be older",
    },
    Exception {
        peer: PEER,
        case: "python/hash_seed",
        scope: Scope::Lines(&["width"]),
        reason: "hashes have the width of a pointer, and this build is configured for another algorithm",
    },
    Exception {
        peer: PEER,
        case: "python/json_text",
        scope: Scope::Lines(&["ValueError Out of range"]),
        reason: "3.12 adds the value to the message, and the peer may be older",
    },
    Exception {
        peer: PEER,
        case: "python/language",
        scope: Scope::Lines(&["type alias", "type parameter", "nested quotes"]),
        reason: "all three came with 3.12, and the peer may be older",
    },
    Exception {
        peer: PEER,
        case: "python/modules",
        scope: Scope::Trial,
        reason: "the case is about what this build leaves out: modules, threads, processes, sockets",
    },
    Exception {
        peer: PEER,
        case: "python/recursion",
        scope: Scope::Trial,
        reason: "the case is about the small C stack of this build",
    },
];

#[test]
fn cpython_agrees_with_the_machines_own() {
    if peer::is_installed(PEER, "--version") {
        let suite = Suite::read("python", "py");
        let mut questions = suite.questions(PEER, ("python", "3.12.0"), "py");
        for question in &mut questions {
            // The scripts lie in the repository, and stay alone there.
            question.command.env("PYTHONDONTWRITEBYTECODE", "1");
        }
        peer::agree(PEER, questions, EXCEPTIONS);
    }
}
