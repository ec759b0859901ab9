//! Debian's lua5.1, lua5.3 and lua5.4 against the releases that the suite pins.

use crate::peer;
use crate::peer::Exception;
use crate::peer::Scope;
use crate::suite::Suite;

const EXCEPTIONS: &[Exception] = &[
    Exception {
        peer: "lua5.1",
        case: "lua/floats",
        scope: Scope::Lines(&["float keys"]),
        reason: "Lua 5.1 casts a key to `int`, which C leaves undefined for 2^53; clang for Wasm uses that, gcc for x86 \
                 does not, and the key cannot be found again",
    },
    Exception {
        peer: "lua5.4",
        case: "lua/metatables",
        scope: Scope::Lines(&["le by lt"]),
        reason: "Debian builds with LUA_COMPAT_5_3, in which `<=` falls back on `__lt`",
    },
    Exception {
        peer: "lua5.4",
        case: "lua/tables",
        scope: Scope::Lines(&["remove outside"]),
        reason: "Debian's 5.4 is older than 5.4.9, and names the wrong argument",
    },
];

#[test]
fn lua_5_1_agrees_with_debian() {
    agree("lua5.1", "5.1.5");
}

#[test]
fn lua_5_3_agrees_with_debian() {
    agree("lua5.3", "5.3.6");
}

#[test]
fn lua_5_4_agrees_with_debian() {
    agree("lua5.4", "5.4.9");
}

fn agree(peer: &str, version: &'static str) {
    if peer::is_installed(peer, "-v") {
        let suite = Suite::read("lua", "lua");
        let questions = suite.questions(peer, ("lua", version), "lua");
        peer::agree(peer, questions, EXCEPTIONS);
    }
}
