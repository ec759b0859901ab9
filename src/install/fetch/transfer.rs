//! One download: attempts, the thread that takes their bytes, and how far they have come.

use crate::install::address;
use crate::install::fetch::Cost;
use crate::install::fetch::Fetcher;
use crate::install::fetch::Job;
use crate::install::fetch::Patience;
use crate::install::fetch::answer;
use crate::install::fetch::answer::Answer;
use crate::install::fetch::answer::Head;
use crate::install::fetch::client::Question;
use crate::install::fetch::client::in_time;
use crate::install::fetch::rate::Rate;
use crate::install::fetch::taker::Taker;
use crate::install::fetch_error::FetchError;
use crate::install::fetch_error::LARGEST;
use crate::install::pipe;
use crate::install::pipe::PipeSender;
use crate::install::pipe::Position;
use reqwest::Response;
use tokio::time::Instant;

/// Bytes on their way into a sink.
struct Flow<T> {
    at: Position,
    sender: PipeSender,
    taker: Taker<T>,
}

/// Whether parts are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parts {
    Welcome,
    /// They were wrong once, and would be again.
    Refused,
}

/// A download under way.
pub(super) struct Transfer<'a, T> {
    fetcher: &'a Fetcher,
    job: Job<'a, T>,
    parts: Parts,
    flow: Option<Flow<T>>,
    cost: Cost,
}

impl<'a, T: Send + 'static> Transfer<'a, T> {
    pub(super) fn new(fetcher: &'a Fetcher, job: Job<'a, T>) -> Self {
        Self {
            fetcher,
            job,
            parts: Parts::Welcome,
            flow: None,
            cost: Cost::default(),
        }
    }

    /// Makes attempts until the sink has taken all, or none is to be hoped for.
    pub(super) async fn run(mut self) -> (Result<T, FetchError>, Cost) {
        let mut patience = Patience::begin(&self.fetcher.pace);
        if let Some(kept) = self.job.kept {
            self.begin(kept.clone()).await;
        }
        let mut result = self.persist(&mut patience).await;
        // Parts may be of different files, or have suffered since; and of a body without a length nobody can tell
        // whether it was all. One that comes in one piece and as long as announced has the last word at once.
        let doubtful = self.cost.resumed > 0 || self.cost.total.is_none();
        if doubtful
            && result
                .as_ref()
                .is_ok_and(|taken| (self.job.is_wrong)(taken))
        {
            tracing::info!(url = %address::shown(self.job.url), "the bytes are wrong, asking for the whole once more");
            self.parts = Parts::Refused;
            result = self.persist(&mut patience).await;
        }
        (result, self.cost)
    }

    async fn persist(&mut self, patience: &mut Patience<'_>) -> Result<T, FetchError> {
        loop {
            let mut result = Ok(());
            if !self.is_settled() {
                self.cost.attempts += 1;
                result = patience.limit(self.job.url, self.attempt()).await;
            }
            let error = match result {
                Err(error) if !self.is_settled() => error,
                Ok(()) | Err(_) => return Ok(self.end().await),
            };
            if matches!(
                error,
                FetchError::Range { .. } | FetchError::Overlong { .. }
            ) {
                self.parts = Parts::Refused;
            }
            if !patience.wait_after(&error).await {
                self.drop_flow().await;
                return Err(error);
            }
        }
    }

    /// Whether nothing is left to ask for: all is there, or the sink has given up and will say why.
    fn is_settled(&self) -> bool {
        self.flow.as_ref().is_some_and(|flow| {
            let Position { received, edition } = &flow.at;
            edition.total == Some(*received) || flow.taker.is_finished()
        })
    }

    async fn attempt(&mut self) -> Result<(), FetchError> {
        let response = self.ask().await?;
        self.pump(response).await
    }

    /// Asks for the rest if there is a part, and for the whole otherwise; the sink then stands where the body begins.
    async fn ask(&mut self) -> Result<Response, FetchError> {
        let asked = address::shown(self.job.url);
        loop {
            let at = self.flow.as_ref().map(|flow| &flow.at);
            let at = at.filter(|_| self.parts == Parts::Welcome);
            let rest = at.and_then(answer::ask_for_rest);
            let question = Question {
                url: self.job.url,
                authorization: self.job.authorization,
                fields: rest.as_ref().map_or(&[], |rest| rest.as_slice()),
            };
            let fetcher = self.fetcher;
            let (url, response) = fetcher.clients.get(&fetcher.pace, question).await?;
            let head = Head {
                url: &url,
                status: response.status(),
                headers: response.headers(),
                length: response.content_length(),
            };
            match head.judge(&asked, at.filter(|_| rest.is_some()))? {
                Answer::Rest(total) => {
                    if let Some(flow) = &mut self.flow {
                        flow.at.edition.total = Some(total);
                        self.cost.resumed = flow.at.received;
                    }
                    return Ok(response);
                }
                Answer::Whole(edition) => {
                    let received = 0;
                    self.begin(Position { received, edition }).await;
                    return Ok(response);
                }
                // Nothing is there any more, so that the whole is asked for.
                Answer::Stale => self.drop_flow().await,
            }
        }
    }

    /// Passes a body on to the sink.
    async fn pump(&mut self, mut response: Response) -> Result<(), FetchError> {
        let (pace, job, cost) = (&self.fetcher.pace, &self.job, &mut self.cost);
        let flow = self.flow.as_mut().expect("a body comes to a sink");
        let total = flow.at.edition.total;
        cost.total = total;
        let url = || address::shown(job.url);
        let broken = |received, source| FetchError::BrokeOff {
            url: url(),
            received,
            total,
            source,
        };
        let mut rate = Rate::new(pace);
        (job.watch)(flow.at.received, total);
        loop {
            let asked = Instant::now();
            let received = flow.at.received;
            let bytes = in_time(pace, job.url, response.chunk())
                .await?
                .map_err(|error| broken(received, Some(error.without_url())))?;
            let Some(bytes) = bytes else {
                // A body that ends early is no error where its length was not announced with it.
                let whole = total.is_none_or(|total| total == received);
                return if whole {
                    Ok(())
                } else {
                    Err(broken(received, None))
                };
            };
            let (waited, count) = (asked.elapsed(), bytes.len() as u64);
            if received + count > LARGEST {
                return Err(FetchError::TooLarge { url: url() });
            }
            if let Some(announced) = total.filter(|total| received + count > *total) {
                return Err(FetchError::Overlong {
                    url: url(),
                    announced,
                });
            }
            flow.taker.make_room();
            if flow.sender.send(bytes).await.is_err() {
                return Ok(());
            }
            flow.at.received += count;
            cost.received = flow.at.received;
            (job.watch)(cost.received, total);
            if let Some(rate) = rate.add(waited, count) {
                return Err(FetchError::TooSlow {
                    url: url(),
                    rate,
                    over: pace.idle,
                });
            }
        }
    }

    /// Has the sink take what follows a position.
    async fn begin(&mut self, at: Position) {
        self.drop_flow().await;
        self.cost.received = at.received;
        self.cost.resumed = at.received;
        self.cost.total = at.edition.total;
        let (sender, reader) = pipe::pipe(at.clone());
        let taker = Taker::new(self.job.sink, reader);
        self.flow = Some(Flow { at, sender, taker });
    }

    /// Tells the sink that these were all, and gives what it made of them.
    async fn end(&mut self) -> T {
        let flow = self.flow.take().expect("a body came to a sink");
        flow.sender.end().await;
        flow.taker.finish().await
    }

    /// Tells the sink that no more will come, and waits for it, so that nothing of this is still being written when
    /// something else begins.
    async fn drop_flow(&mut self) {
        if let Some(flow) = self.flow.take() {
            drop(flow.sender);
            flow.taker.abandon().await;
        }
    }
}
