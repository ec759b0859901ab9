//! Web servers of a test's own, plain or with certificates as good or bad as the test wants, that keep what they are
//! asked; and trees that pin what lies there.

use crate::harness::Harness;
use crate::harness::printing;
use rcgen::BasicConstraints;
use rcgen::CertificateParams;
use rcgen::DistinguishedName;
use rcgen::DnType;
use rcgen::IsCa;
use rcgen::Issuer;
use rcgen::KeyPair;
use rustls::ServerConfig;
use rustls::ServerConnection;
use rustls::StreamOwned;
use rustls::pki_types::PrivateKeyDer;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::net::SocketAddr;
use std::net::TcpListener;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::Mutex;

/// The program that lies on the servers.
pub fn program() -> Vec<u8> {
    wat::parse_str(printing("echo\\n", 5)).expect("the text is a program")
}

/// A tree whose one script needs the program, which lies at `url`.
pub fn tree(url: &str) -> Harness {
    pinned(url, &wassay::digest::Sha256::of(&program()).hex())
}

/// A tree whose one script needs the bytes of a digest, which lie at `url`.
pub fn pinned(url: &str, digest: &str) -> Harness {
    let manifest = format!(
        "version = 1\n[[repositories]]\nname = \"test\"\n[[repositories.runtimes]]\nname = \"echo\"\nversion = \"1.0\"\nextensions = [\"txt\"]\n\
         [repositories.runtimes.binary]\nurl = \"{url}\"\nfilename = \"echo.wasm\"\nchecksum = {{ type = \"sha256\", value = \"{digest}\" }}\n"
    );
    let tree = Harness::with_root()
        .file("suites/echo/.wws.toml", manifest)
        .file("suites/echo/one.txt", "anything");
    configure(&tree, "");
    tree
}

/// Writes the person's configuration, in which nobody has patience.
pub fn configure(tree: &Harness, text: &str) {
    let text = format!("{text}\n[network]\nretries = 1\npause = \"1ms\"\nlongest = \"1ms\"\n");
    tree.write("../home/.config/wassay/config.toml", text);
}

/// What a server was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The target as it was sent.
    pub target: String,
    /// The value of `Authorization`, if it was sent.
    pub authorization: Option<String>,
    /// The value of `Proxy-Authorization`, if it was sent.
    pub proxy: Option<String>,
}

/// What a server answers.
pub struct Reply {
    status: &'static str,
    location: Option<String>,
    body: Vec<u8>,
}

impl Reply {
    /// 200 with a body.
    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self {
            body: body.into(),
            ..Self::status("200 OK")
        }
    }

    /// A status without a body: `404 Not Found`.
    pub fn status(status: &'static str) -> Self {
        Self {
            status,
            location: None,
            body: Vec::new(),
        }
    }

    /// 302.
    pub fn redirect(location: impl Into<String>) -> Self {
        Self {
            location: Some(location.into()),
            ..Self::status("302 Found")
        }
    }
}

/// A server; it lives as long as the test's process.
pub struct Origin {
    /// Where it listens.
    pub address: SocketAddr,
    scheme: &'static str,
    asked: Arc<Mutex<Vec<Asked>>>,
    connections: Arc<Mutex<usize>>,
}

impl Origin {
    /// Starts a server without TLS.
    pub fn plain(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        Self::start(None, answer)
    }

    /// Starts a server that proves itself with a certificate.
    pub fn secure(
        config: ServerConfig,
        answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::start(Some(Arc::new(config)), answer)
    }

    fn start(
        tls: Option<Arc<ServerConfig>>,
        answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let origin = Self {
            address: listener.local_addr().expect("it is bound"),
            scheme: if tls.is_some() { "https" } else { "http" },
            asked: Arc::default(),
            connections: Arc::default(),
        };
        let (asked, connections) = (origin.asked.clone(), origin.connections.clone());
        let answer = Arc::new(answer);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                *connections.lock().expect("nobody panics with it") += 1;
                let (tls, asked, answer) = (tls.clone(), asked.clone(), answer.clone());
                std::thread::spawn(move || match tls {
                    None => serve(stream, &asked, &*answer),
                    Some(config) => {
                        let connection =
                            ServerConnection::new(config).expect("the config is whole");
                        serve(StreamOwned::new(connection, stream), &asked, &*answer);
                    }
                });
            }
        });
        origin
    }

    /// The URL of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}://{}{path}", self.scheme, self.address)
    }

    /// What it was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("nobody panics with it").clone()
    }

    /// The targets it was asked for so far.
    pub fn targets(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.target).collect()
    }

    /// How often somebody connected.
    pub fn connections(&self) -> usize {
        *self.connections.lock().expect("nobody panics with it")
    }
}

/// Answers the one request of a connection. A client that goes away, as one does that trusts nobody, is no concern.
fn serve(
    mut stream: impl Read + Write,
    seen: &Mutex<Vec<Asked>>,
    answer: &dyn Fn(&Asked) -> Reply,
) {
    let Some(asked) = head(&mut stream) else {
        return;
    };
    seen.lock()
        .expect("nobody panics with it")
        .push(asked.clone());
    let reply = answer(&asked);
    let location = reply
        .location
        .map_or(String::new(), |to| format!("location: {to}\r\n"));
    let head = format!(
        "HTTP/1.1 {}\r\n{location}content-length: {}\r\nconnection: close\r\n\r\n",
        reply.status,
        reply.body.len()
    );
    let _ = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(&reply.body))
        .and_then(|()| stream.flush());
}

/// Reads the head of a request.
pub fn head(stream: &mut impl Read) -> Option<Asked> {
    let mut reader = BufReader::with_capacity(1, stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut asked = Asked {
        target: line.split(' ').nth(1)?.to_owned(),
        authorization: None,
        proxy: None,
    };
    loop {
        line.clear();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let Some((name, value)) = line.split_once(':') else {
            return Some(asked);
        };
        let value = Some(value.trim().to_owned());
        match name.to_ascii_lowercase().as_str() {
            "authorization" => asked.authorization = value,
            "proxy-authorization" => asked.proxy = value,
            _ => {}
        }
    }
}

/// Somebody who signs certificates.
pub struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    /// Makes one that nobody knows yet.
    pub fn called(name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key can be made");
        let certificate = params.self_signed(&key).expect("it can be signed");
        Self {
            pem: certificate.pem(),
            issuer: Issuer::new(params, key),
        }
    }

    /// A tree in whose surroundings this authority is trusted, and nobody else.
    pub fn trusted_in(&self, tree: Harness) -> Harness {
        tree.write("../home/authority.pem", &self.pem);
        let path = tree.outside().join("home/authority.pem");
        tree.env("SSL_CERT_FILE", path).env("SSL_CERT_DIR", "")
    }

    /// A server with a certificate for a host, good until the end of a year.
    pub fn certify(&self, host: &str, year: i32) -> ServerConfig {
        let mut params = CertificateParams::new(vec![host.to_owned()]).expect("it is a host");
        params.not_before = rcgen::date_time_ymd(2020, 1, 1);
        params.not_after = rcgen::date_time_ymd(year, 12, 31);
        let key = KeyPair::generate().expect("a key can be made");
        let certificate = params
            .signed_by(&key, &self.issuer)
            .expect("it can be signed");
        let secret = PrivateKeyDer::try_from(key.serialize_der()).expect("the key is whole");
        ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the provider knows them")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], secret)
            .expect("the certificate is for the key")
    }
}

/// Passes bytes on both ways until both ends are done.
pub fn join(one: &TcpStream, other: &TcpStream) {
    let way = |from: &TcpStream, to: &TcpStream| -> Option<std::thread::JoinHandle<()>> {
        let (mut from, mut to) = (from.try_clone().ok()?, to.try_clone().ok()?);
        Some(std::thread::spawn(move || {
            let _ = std::io::copy(&mut from, &mut to);
            let _ = to.shutdown(std::net::Shutdown::Write);
        }))
    };
    let ways = [way(one, other), way(other, one)];
    for way in ways.into_iter().flatten() {
        let _ = way.join();
    }
}
