//! Any bytes, as a file whose format is not known: what holds for all files holds.
#![no_main]
mod files;
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| files::hold(None, bytes));
