//! Any bytes where packed data is expected: read or refused, never a panic, and never more memory than they could fill.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some(drafts) = corpus::unpacked::<Vec<corpus::Draft>>(bytes) {
        assert_eq!(corpus::unpacked(&corpus::packed(&drafts)), Some(drafts));
    }
    drop(corpus::unpacked::<corpus::Collection>(bytes));
});
