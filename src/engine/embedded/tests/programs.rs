//! What becomes of a program before it runs.
