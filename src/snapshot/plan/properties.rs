//! What must hold whatever ran and whatever is stored.

use super::*;
use crate::model::version::Version;
use proptest::prelude::*;
use std::collections::HashMap;

const VERSIONS: [&str; 6] = ["3.4.1", "3.4.1+2.7", "3.4.2", "3.10", "4.0.0dev", "4"];
const ENGINES: [&str; 3] = ["default", "winch", "pulley"];
const VARIANTS: [&str; 9] = [
    "",
    "@lua=3.4",
    "@lua=3.4.1",
    "@lua=3",
    "@lua=3.4..3.10",
    "@engine=winch",
    "@engine=default",
    "@lua=3.4,engine=winch",
    "@lua=4",
];

/// What a cell did: its document, broken, not run, not run and out.
#[derive(Clone, Debug)]
enum Did {
    Document(u8),
    Broken,
    NotRun,
    Out,
}

fn did() -> impl Strategy<Value = Did> {
    prop_oneof![
        6 => (0..3_u8).prop_map(Did::Document),
        1 => Just(Did::Broken),
        3 => Just(Did::NotRun),
        1 => Just(Did::Out)
    ]
}

fn document(number: u8) -> Document {
    Document::new(format!("exited {number}\n"))
}

fn choose(
    snapshots: &[(Address, Document)],
    id: &TrialId,
) -> Result<Option<(Address, Document)>, ()> {
    let items = snapshots.iter().map(|own| (own, &own.0));
    variants::choose(items, id, &[])
        .map(Option::<&_>::cloned)
        .map_err(|_| ())
}

fn cells(releases: usize, engines: usize, dids: &[Did]) -> Vec<(TrialId, Did)> {
    let mut all = Vec::new();
    for version in std::iter::once(None)
        .chain(VERSIONS.map(Some))
        .skip(usize::from(releases > 0))
    {
        for engine in &ENGINES[..engines] {
            let id = TrialId {
                case: CaseId::new("a"),
                release: version.map(|version| ("lua".into(), Version::new(version))),
                engine: (*engine).into(),
            };
            all.push(id);
        }
        if all.len() >= releases.max(1) * engines {
            break;
        }
    }
    all.into_iter().zip(dids.iter().cloned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn writes_satisfy_their_trials_and_take_nothing_from_others(
        (releases, engines) in (0..=VERSIONS.len(), 1..=ENGINES.len()),
        dids in proptest::collection::vec(did(), VERSIONS.len() * ENGINES.len()),
        stored in proptest::sample::subsequence(&VARIANTS[..], 0..4),
        contents in proptest::collection::vec(0..3_u8, 4),
    ) {
        let cells = cells(releases, engines, &dids);
        let before: Vec<(Address, Document)> = stored.iter().zip(&contents)
            .map(|(variant, number)| (Address::parse(&format!("a{variant}")).unwrap(), document(*number)))
            .collect();
        let files: Vec<Stored> = before.iter()
            .map(|(address, _)| Stored { address: address.clone(), path: address.to_string().into(), shown: address.to_string() })
            .collect();
        let documents: HashMap<u8, Document> = (0..3).map(|number| (number, document(number))).collect();
        let trials: Vec<PlanTrial<'_>> = cells.iter().filter_map(|(id, did)| {
            let document = match did {
                Did::Document(number) => Some(&documents[number]),
                Did::Broken => None,
                Did::NotRun | Did::Out => return None,
            };
            let accepted = choose(&before, id).ok().flatten().map(|(_, document)| document.digest());
            Some(PlanTrial { id, tags: &[], document, accepted, good: true })
        }).collect();
        let not_ran: Vec<NotRun<'_>> = cells.iter().filter_map(|(id, did)| match did {
            Did::Document(_) | Did::Broken => None,
            Did::NotRun => Some(NotRun { id, tags: &[], takes_part: true }),
            Did::Out => Some(NotRun { id, tags: &[], takes_part: false }),
        }).collect();
        let input = PlanInput { case: &CaseId::new("a"), trials: &trials, not_ran: &not_ran, stored: &files, pending: &[] };
        let plan = plan(&input);

        let mut after = before.clone();
        for write in &plan.writes {
            prop_assert_eq!(Address::parse(&write.address.to_string()), Ok(write.address.clone()));
            if let Some(own) = after.iter_mut().find(|(address, _)| *address == write.address) {
                prop_assert_eq!(write.status, Status::Changed);
                prop_assert_eq!(write.replaces, Some(own.1.digest()));
                own.1 = write.document.clone();
                continue;
            }
            prop_assert_eq!(write.replaces, None);
            prop_assert_eq!(write.status == Status::New, write.address.conditions.is_empty());
            after.push((write.address.clone(), write.document.clone()));
        }
        for (id, did) in &cells {
            // A tie is an error of its own; the trial was compared with nothing.
            let Ok(was) = choose(&before, id) else { continue };
            let is = choose(&after, id);
            match did {
                Did::Document(number) => {
                    let is = is.expect("no write makes a tie").map(|(_, document)| document);
                    prop_assert_eq!(is, Some(document(*number)), "{} {:?}", id, plan.writes);
                }
                Did::NotRun => {
                    let is = is.expect("no write makes a tie");
                    let agrees = is.as_ref().is_some_and(|(_, now)| {
                        cells.iter().any(|(peer, did)| {
                            peer.release == id.release && matches!(did, Did::Document(number) if document(*number) == *now)
                        })
                    });
                    prop_assert!(was.is_none() || is == was || agrees, "{id} {:?}", plan.writes);
                }
                Did::Broken | Did::Out => prop_assert!(is.is_ok(), "{id} {:?}", plan.writes),
            }
        }
        let mut again = plan.writes.clone();
        again.dedup_by(|a, b| a.address == b.address);
        prop_assert_eq!(again.len(), plan.writes.len());
    }
}
