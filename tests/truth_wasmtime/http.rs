//! Requests, asked of `wasmtime serve` over a socket.

use crate::Answer;
use crate::Answers;
use crate::Question;
use crate::client;
use crate::client::Reply;
use crate::document::Section;
use crate::peer::Server;
use crate::peer::Wasmtime;
use std::fmt::Write as _;
use wassay::model::execution::Channel;
use wassay::model::http::Instances;
use wassay::model::http::Request;

/// Fields that the server adds beside those of the guest.
const ADDED: [&str; 4] = ["date", "connection", "transfer-encoding", "content-length"];

/// What is accepted for one request.
struct Accepted<'a> {
    head: &'a Section,
    body: &'a Section,
    trailers: &'a Section,
    /// Nothing where the handler did not answer.
    status: Option<u16>,
}

/// Puts every request of a case to one server.
pub(crate) fn ask(wasmtime: &Wasmtime, question: &Question<'_>) -> Answers {
    let case = question.case;
    let mut answers = Answers::default();
    if let Some(reason) = unaskable(question) {
        answers.by_number.insert(1, Answer::NotAsked(reason));
        return answers;
    }
    let accepted = match accepted(question) {
        Ok(accepted) => accepted,
        Err(fault) => {
            answers.by_number.insert(1, Answer::Differs(fault));
            return answers;
        }
    };
    let mut server: Option<Server> = None;
    for (index, (request, accepted)) in case.settings.requests.iter().zip(&accepted).enumerate() {
        let number = index + 1;
        let answer = if question.is_excepted(number) {
            Answer::NotAsked("it is an exception")
        } else {
            match put(wasmtime, question, &mut server, request) {
                Ok(reply) => {
                    let (answer, remark) = hold(accepted, &reply, request);
                    let remark = remark.map(|remark| format!("request {number}: {remark}"));
                    answers.remarks.extend(remark);
                    answer
                }
                Err(fault) => Answer::Differs(fault),
            }
        };
        answers.by_number.insert(number, answer);
    }
    let said = server.map(Server::stop).unwrap_or_default();
    for answer in answers.by_number.values_mut() {
        if let Answer::Differs(how) = answer {
            write!(how, "\n  it said   {}", said.replace('\n', " | "))
                .expect("a string takes all text");
        }
    }
    answers
}

/// Why a server cannot be asked what a case asks.
fn unaskable(question: &Question<'_>) -> Option<&'static str> {
    let settings = &question.case.settings;
    if !settings.upstream.is_empty() || settings.compare.contains(&Channel::Upstream) {
        return Some("what the handler asks for itself would leave the machine");
    }
    let limits = ["timed out", "out of memory", "output overflow"];
    if limits.contains(&&*question.accepted.ending) {
        return Some("it meets a limit of wassay");
    }
    None
}

/// What is accepted, request by request.
fn accepted<'a>(question: &'a Question<'_>) -> Result<Vec<Accepted<'a>>, String> {
    let document = &question.accepted;
    let told = document.ending.strip_prefix("answered ");
    let (heads, bodies) = (document.all("head"), document.all("body"));
    let trailers = document.all("trailers");
    if heads.is_empty() || heads.len() != bodies.len() || heads.len() != trailers.len() {
        return Err("no answers are accepted".to_owned());
    }
    let mut accepted = Vec::new();
    for ((head, body), trailers) in heads.into_iter().zip(bodies).zip(trailers) {
        let status = head.attribute("status").or(told);
        let is_error = head.attributes.iter().any(|text| text == "error");
        let status = status.filter(|_| !is_error).map(str::parse).transpose();
        accepted.push(Accepted {
            head,
            body,
            trailers,
            status: status.map_err(|_| "a status that is no number")?,
        });
    }
    Ok(accepted)
}

fn put(
    wasmtime: &Wasmtime,
    question: &Question<'_>,
    server: &mut Option<Server>,
    request: &Request,
) -> Result<Reply, String> {
    let instances = match question.case.settings.instances {
        Instances::Fresh => "1",
        Instances::Shared => "1000",
    };
    let server = match server {
        Some(server) => server,
        None => server.insert(wasmtime.serve(&question.case.file, instances)?),
    };
    client::ask(server.address, request).map_err(|error| error.to_string())
}

/// Holds a reply against what is accepted; also what could not be compared.
fn hold(accepted: &Accepted<'_>, reply: &Reply, request: &Request) -> (Answer, Option<String>) {
    let Some(status) = accepted.status else {
        let page = text(&reply.body);
        let is_its_own = reply.status == 500 && page.contains("wasmtime");
        if is_its_own {
            return (Answer::Agrees, None);
        }
        let how = format!("no answer is accepted, and it answered {reply:?}");
        return (Answer::Differs(how), None);
    };
    let mut remark = None;
    let is_whole = accepted.body.attribute("incomplete").is_none();
    if !is_whole && reply.status == 0 {
        // The head was still waiting for the body to begin.
        let remark = "the body is incomplete, and the server hung up before the head".to_owned();
        return (Answer::Agrees, Some(remark));
    }
    let ours = text(&accepted.head.bytes);
    let theirs = text(&without_added(accepted, reply));
    let mut faults = String::new();
    if reply.status != status {
        push(
            &mut faults,
            "status",
            &status.to_string(),
            &reply.status.to_string(),
        );
    }
    if ours != theirs {
        push(&mut faults, "head", &ours, &theirs);
    }
    if request.method == "HEAD" {
        remark = Some("a body does not follow a HEAD over HTTP/1.1".to_owned());
    } else if accepted.body.cut.map_or(
        reply.body != accepted.body.bytes && (is_whole || !begins(reply, accepted)),
        |size| reply.body.len() != size,
    ) {
        let (ours, theirs) = (text(&accepted.body.bytes), text(&reply.body));
        push(&mut faults, "body", &ours, &theirs);
    }
    if reply.is_whole != is_whole {
        push(
            &mut faults,
            "whole",
            &is_whole.to_string(),
            &reply.is_whole.to_string(),
        );
    }
    let trailers = text(&listed(&reply.trailers));
    let sends = reply.headers.iter().any(|(name, _)| name == "trailer");
    if !sends && !accepted.trailers.bytes.is_empty() {
        remark = Some("over HTTP/1.1 only trailers that `trailer` announces are sent".to_owned());
    } else if trailers != text(&accepted.trailers.bytes) {
        push(
            &mut faults,
            "trailers",
            &text(&accepted.trailers.bytes),
            &trailers,
        );
    }
    if faults.is_empty() {
        (Answer::Agrees, remark)
    } else {
        (Answer::Differs(faults), remark)
    }
}

/// Whether a body that was cut short is the beginning of the accepted one, or the other way round: how much comes before
/// the end of a connection is a matter of buffers.
fn begins(reply: &Reply, accepted: &Accepted<'_>) -> bool {
    reply.body.starts_with(&accepted.body.bytes) || accepted.body.bytes.starts_with(&reply.body)
}

/// The fields of a reply without those that the server added: those that the guest did not give.
fn without_added(accepted: &Accepted<'_>, reply: &Reply) -> Vec<u8> {
    let given = text(&accepted.head.bytes);
    let is_given = |name: &str| {
        let mut names = given.lines().filter_map(|line| line.split_once(':'));
        names.any(|(own, _)| own.eq_ignore_ascii_case(name))
    };
    let fields = reply.headers.iter();
    let fields = fields.filter(|(name, _)| !ADDED.contains(&&**name) || is_given(name));
    listed(&fields.cloned().collect::<Vec<_>>())
}

fn listed(fields: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, value) in fields {
        bytes.extend(name.bytes());
        bytes.extend(if value.is_empty() {
            &b":"[..]
        } else {
            &b": "[..]
        });
        bytes.extend(value);
        bytes.push(b'\n');
    }
    bytes
}

/// Bytes as text to compare and to show: each is one character.
fn text(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn push(faults: &mut String, what: &str, ours: &str, theirs: &str) {
    write!(
        faults,
        "\n  {what} accepted  {ours:?}\n  {what} wasmtime  {theirs:?}"
    )
    .expect("a string takes all text");
}
