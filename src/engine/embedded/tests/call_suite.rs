//! The calls of our own suite, by the engine alone: each can be made and ends as its manifest says.

use super::call::calling;
use super::call::guest;
use super::call::run;
use super::call::told;
use super::rig::Rig;
use crate::model::limits::Limits;
use std::time::Duration;

#[test]
fn every_call_of_the_suite_can_be_made() {
    let manifest: toml::Table = toml::from_str(&guest("wassay.toml")).unwrap();
    let mut rig = Rig::in_memory();
    let mut made = 0;
    for case in manifest["case"].as_array().unwrap() {
        let Some(program) = case.get("invoke").and_then(toml::Value::as_str) else {
            continue;
        };
        let name = case["name"].as_str().unwrap();
        let calls: Vec<&str> = match &case["call"] {
            toml::Value::String(call) => vec![call],
            calls => calls
                .as_array()
                .unwrap()
                .iter()
                .map(|call| call.as_str().unwrap())
                .collect(),
        };
        let mut invocation = calling(&calls);
        invocation.limits = Limits {
            timeout: Duration::from_millis(200),
            memory: 4 << 20,
            ..Limits::default()
        };
        let execution = run(&mut rig, &guest(program), &invocation)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let told = told(&execution);
        match execution.ending.limit() {
            Some(limit) => assert_eq!(
                case["ending"].as_str(),
                Some(&*limit.to_string()),
                "{name}: {told:?}"
            ),
            None => assert!(case.get("ending").is_none(), "{name}: {told:?}"),
        }
        made += 1;
    }
    assert!(made > 30, "only {made} cases have calls");
}
