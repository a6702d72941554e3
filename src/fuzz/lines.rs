//! Any bytes, as a file of this format: what holds for all files holds.
#![no_main]
mod files;
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| files::hold(Some(formats::Format::JsonLines), bytes));
