//! The `wassay` command.

fn main() -> std::process::ExitCode {
    wassay::cli::main()
}
