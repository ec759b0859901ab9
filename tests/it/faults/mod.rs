//! What goes wrong with networks, through the real binary and real sockets.

mod mirrors;
mod origin;
mod proxy;
mod secrets;
mod tls;
