//! Connections: who may hold one, for how long, and how they end.
//!
//! Nobody may hold all of them. There is a number for all and one for each household; where either is reached, the
//! connection of that household, or of whichever has most, on which nothing has moved for longest makes room, as long as
//! it is not being answered. If there is none, the new one is told to come back. A proxy that is trusted counts for
//! nobody: it speaks for many.

use crate::http::client_address::ClientAddress;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use core::net::{IpAddr, SocketAddr};
use core::pin::Pin;
use core::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use core::task::{Context, Poll, ready};
use core::time::Duration;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use ipnet::IpNet;
use std::collections::HashMap;
use std::io::{self, Error, ErrorKind, IoSlice, Write as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::time::Sleep;
use tower::ServiceExt;

/// How long a client may take to send the head of a request; also how long an idle connection is held.
const HEAD_TIME_MAX: Duration = Duration::from_secs(15);
/// How long a client may take none of an answer. Even a slow phone takes some of it in that time.
const WRITE_STALL_MAX: Duration = Duration::from_secs(60);
/// Bytes and number of the headers of a request, and what is buffered of an answer: each connection has this memory.
const BUFFER_BYTES_MAX: usize = 32 * 1024;
const HEADERS_MAX: usize = 64;
/// How many connections there may be. Below what a process may usually open (1,024 files).
const CONNECTIONS_MAX: usize = 800;
/// How many of them one household may have: an office of twenty, each browser with six.
const CONNECTIONS_EACH_MAX: usize = 128;
/// A connection on which something moved so lately does not make room for another.
const SETTLED: Duration = Duration::from_millis(500);
/// How long to wait where accepting fails, which it does while the process may open no further file.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// What a connection is told for which there is no room.
const NO_ROOM: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\ncontent-length: 0\r\nconnection: close\r\n\
    cache-control: no-store\r\nx-content-type-options: nosniff\r\n\r\n";

/// Serves connections until told to stop, then gives running answers `grace` to end. Peers in `proxies` speak for many.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    proxies: &[IpNet],
    stop: impl Future<Output = ()>,
    grace: Duration,
) {
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME_MAX);
    server.max_buf_size(BUFFER_BYTES_MAX).max_headers(HEADERS_MAX);
    let running = GracefulShutdown::new();
    let connections = Arc::new(Connections::new(CONNECTIONS_MAX, CONNECTIONS_EACH_MAX));
    let accept = async || loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(cause) => {
                tracing::warn!(%cause, "a connection cannot be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    };
    let mut stop = core::pin::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = accept() => accepted,
            () = &mut stop => break,
        };
        let address = ClientAddress(peer.ip().to_canonical());
        let is_proxy = proxies.iter().any(|network| network.contains(&address.0));
        let Some(entry) = connections.admit((!is_proxy).then(|| address.household())) else {
            refuse(stream);
            continue;
        };
        let (router, activity) = (router.clone(), Arc::clone(&entry.activity));
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer));
            let (answer, working) = (router.clone().oneshot(request), activity.working());
            async move {
                let _working = working;
                answer.await
            }
        });
        let io = TokioIo::new(Watched::new(stream, Arc::clone(&entry.activity)));
        let connection = running.watch(server.serve_connection(io, service));
        tokio::spawn(async move {
            // A connection that breaks is the client's affair.
            tokio::select! {
                _ = connection => {}
                () = entry.activity.make_room.notified() => {}
            }
            drop(entry);
        });
    }
    drop(listener);
    if tokio::time::timeout(grace, running.shutdown()).await.is_err() {
        tracing::warn!("stopped before every answer was sent");
    }
}

/// Says that there is no room, without waiting for anybody.
fn refuse(stream: TcpStream) {
    // Whoever is gone does not hear it.
    let _ = stream.into_std().and_then(|mut stream| stream.write(NO_ROOM));
}

/// What moves on a connection.
struct Activity {
    /// When the server began to count.
    epoch: Instant,
    /// Milliseconds since then, when bytes last moved.
    moved_ms: AtomicU64,
    /// Requests that are being answered.
    requests: AtomicUsize,
    /// Told when it has to make room.
    make_room: Notify,
}

impl Activity {
    fn new(epoch: Instant) -> Self {
        let activity =
            Self { epoch, moved_ms: AtomicU64::new(0), requests: AtomicUsize::new(0), make_room: Notify::new() };
        activity.moved();
        activity
    }

    fn moved(&self) {
        let ms = u64::try_from(self.epoch.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.moved_ms.store(ms, Ordering::Relaxed);
    }

    fn working(self: &Arc<Self>) -> Working {
        self.requests.fetch_add(1, Ordering::Relaxed);
        Working(Arc::clone(self))
    }
}

/// A request is being answered for as long as this lives.
struct Working(Arc<Activity>);

impl Drop for Working {
    fn drop(&mut self) {
        self.0.requests.fetch_sub(1, Ordering::Relaxed);
    }
}

/// All connections, by number.
struct Connections {
    epoch: Instant,
    max: usize,
    each_max: usize,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    last: u64,
    /// With the household that it counts for.
    all: HashMap<u64, (Option<IpAddr>, Arc<Activity>)>,
}

/// One connection; its place is free when this is dropped.
struct Entry {
    connections: Arc<Connections>,
    number: u64,
    activity: Arc<Activity>,
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.connections.open().all.remove(&self.number);
    }
}

impl Connections {
    fn new(max: usize, each_max: usize) -> Self {
        Self { epoch: Instant::now(), max, each_max, open: Mutex::default() }
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes room for a connection and enters it; `None` if there is none.
    fn admit(self: &Arc<Self>, household: Option<IpAddr>) -> Option<Entry> {
        let mut open = self.open();
        if household.is_some() && open.of(household) >= self.each_max {
            self.make_room(&mut open, household)?;
        }
        if open.all.len() >= self.max {
            let most = open.with_most();
            self.make_room(&mut open, most)?;
        }
        open.last += 1;
        let (number, activity) = (open.last, Arc::new(Activity::new(self.epoch)));
        open.all.insert(number, (household, Arc::clone(&activity)));
        Some(Entry { connections: Arc::clone(self), number, activity })
    }

    /// Ends the connection of a household on which nothing has moved for longest; `None` if something moves on each.
    fn make_room(&self, open: &mut Open, household: Option<IpAddr>) -> Option<()> {
        let now = self.epoch.elapsed();
        let idle = |activity: &Activity| {
            let since = now.saturating_sub(Duration::from_millis(activity.moved_ms.load(Ordering::Relaxed)));
            (activity.requests.load(Ordering::Relaxed) == 0 && since >= SETTLED).then_some(since)
        };
        let own = open.all.iter().filter(|(_, (of, _))| *of == household);
        let longest = own.filter_map(|(number, (_, activity))| Some((idle(activity)?, *number))).max();
        let (_, activity) = open.all.remove(&longest?.1)?;
        activity.make_room.notify_one();
        Some(())
    }
}

impl Open {
    fn of(&self, household: Option<IpAddr>) -> usize {
        self.all.values().filter(|(of, _)| *of == household).count()
    }

    /// The household with most connections. What came by a proxy counts as one.
    fn with_most(&self) -> Option<IpAddr> {
        let mut counts: HashMap<Option<IpAddr>, usize> = HashMap::new();
        for (household, _) in self.all.values() {
            *counts.entry(*household).or_default() += 1;
        }
        counts.into_iter().max_by_key(|(_, count)| *count).and_then(|(household, _)| household)
    }
}

/// A stream that notes when bytes move, and breaks where the peer takes nothing for [`WRITE_STALL_MAX`].
struct Watched<S> {
    stream: S,
    activity: Arc<Activity>,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl<S> Watched<S> {
    const fn new(stream: S, activity: Arc<Activity>) -> Self {
        Self { stream, activity, stalled: None }
    }

    fn written(&mut self, context: &mut Context<'_>, result: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if result.is_ready() {
            self.stalled = None;
            self.activity.moved();
            return result;
        }
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(tokio::time::sleep(WRITE_STALL_MAX)));
        ready!(stalled.as_mut().poll(context));
        Poll::Ready(Err(Error::new(ErrorKind::TimedOut, "the client takes nothing")))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.stream).poll_read(context, buffer);
        if result.is_ready() {
            self.activity.moved();
        }
        result
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.written(context, result)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.written(context, result)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    fn household(number: u8) -> Option<IpAddr> {
        Some(IpAddr::from([198, 51, 100, number]))
    }

    /// As if nothing had moved on it for so long.
    fn settle(entry: &Entry, by: Duration) {
        let ms = u64::try_from(by.as_millis()).expect("small");
        entry.activity.moved_ms.fetch_sub(ms, Ordering::Relaxed);
    }

    #[test]
    fn nobody_takes_all_connections() {
        let mut connections = Connections::new(6, 3);
        // The server has run for a while.
        connections.epoch = Instant::now().checked_sub(Duration::from_secs(60)).expect("a while ago");
        let connections = Arc::new(connections);
        let own: Vec<Entry> = (0..3).map(|_| connections.admit(household(1)).expect("room")).collect();
        assert!(connections.admit(household(1)).is_none(), "something moved on each a moment ago");
        let other = connections.admit(household(2)).expect("room for others");
        settle(&own[1], Duration::from_secs(9));
        settle(&own[2], Duration::from_secs(5));
        settle(&other, Duration::from_secs(30));
        let working = own[1].activity.working();
        let _fourth = connections.admit(household(1)).expect("the idle one makes room");
        assert!(connections.open().all.contains_key(&own[1].number), "it is being answered");
        assert!(!connections.open().all.contains_key(&own[2].number));
        drop(working);
        // All are taken: those who have most make room, not the newcomer or whoever waits longest.
        let _proxied: Vec<Entry> = (0..2).map(|_| connections.admit(None).expect("room")).collect();
        assert_eq!(connections.open().all.len(), 6);
        let _third = connections.admit(household(3)).expect("room is made");
        assert!(!connections.open().all.contains_key(&own[1].number));
        assert!(connections.open().all.contains_key(&other.number));
        drop(own);
        assert_eq!(connections.open().all.len(), 5);
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_takes_nothing_is_cut_off() {
        let (near, _far) = tokio::io::duplex(8);
        let mut watched = Watched::new(near, Arc::new(Activity::new(Instant::now())));
        watched.write_all(b"12345678").await.expect("room for it");
        let began = tokio::time::Instant::now();
        let error = watched.write_all(b"9").await.expect_err("nobody reads");
        assert_eq!((error.kind(), began.elapsed().as_secs()), (ErrorKind::TimedOut, WRITE_STALL_MAX.as_secs()));
    }

    #[tokio::test]
    async fn a_connection_is_answered_until_it_has_to_go() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = Router::new().route("/", get(|| async { "here" }));
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let served = tokio::spawn(async move {
            serve(listener, router, &[], async { drop(stopped.await) }, Duration::from_secs(1)).await;
        });
        let ask = async |stream: &mut TcpStream| {
            stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("sent");
            let mut bytes = [0; 12];
            stream.read_exact(&mut bytes).await.expect("an answer");
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let mut silent = Vec::new();
        for _ in 0..CONNECTIONS_EACH_MAX {
            silent.push(TcpStream::connect(address).await.expect("accepted"));
        }
        // While others have just come there is no room for one more; when they have been silent for a while, there is.
        let mut answers = Vec::new();
        for _ in 0..40 {
            let mut stream = TcpStream::connect(address).await.expect("accepted");
            answers.push(ask(&mut stream).await);
            if answers.last().is_some_and(|answer| answer.ends_with("200")) {
                break;
            }
            tokio::time::sleep(SETTLED / 5).await;
        }
        assert_eq!(answers.last().map(String::as_str), Some("HTTP/1.1 200"), "{answers:?}");
        let _ = stop.send(());
        served.await.expect("stopped");
    }
}
