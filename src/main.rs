//! The `sitrep` program: everything is in the library.

fn main() -> std::process::ExitCode {
    sitrep::cli::main()
}
