//! Any file of notes: notes or a fault with its place, never a panic; what is found in a text lies in it.
#![no_main]
libfuzzer_sys::fuzz_target!(|text: &str| {
    let (notes, wrong) = analysis::notes_file::read_notes("x", text);
    assert!(!notes.is_empty() || !wrong.is_empty());
    for note in notes {
        if let Some((span, _)) = note.quote.anchor(text) {
            assert!(!span.of(text).is_empty());
        }
    }
});
