//! Connections: who may hold one, for how long, and how they end.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use core::net::SocketAddr;
use core::time::Duration;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::ServiceExt;

/// How long a client may take to send the head of a request; also how long an idle connection is held.
const HEAD_TIME_MAX: Duration = Duration::from_secs(30);
/// How many connections there may be; more wait until one ends. Below what a process may usually open (1,024 files).
const CONNECTIONS_MAX: usize = 800;
/// How long to wait where accepting fails, which it does while the process may open no further file.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves connections until told to stop, then gives running answers `grace` to end.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>, grace: Duration) {
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME_MAX);
    let running = GracefulShutdown::new();
    let permits = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let accept = async || {
        // Never closed, so there is always a permit in the end.
        let permit = Arc::clone(&permits).acquire_owned().await.ok();
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => return (stream, peer, permit),
                Err(cause) => {
                    tracing::warn!(%cause, "a connection cannot be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    };
    let mut stop = core::pin::pin!(stop);
    loop {
        let (stream, peer, permit) = tokio::select! {
            connection = accept() => connection,
            () = &mut stop => break,
        };
        let router = router.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer));
            router.clone().oneshot(request)
        });
        let connection = running.watch(server.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A connection that breaks is the client's affair.
            let _ = connection.await;
            drop(permit);
        });
    }
    drop(listener);
    if tokio::time::timeout(grace, running.shutdown()).await.is_err() {
        tracing::warn!("stopped before every answer was sent");
    }
}
