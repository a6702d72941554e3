//! Small letters for capital ones, as [`char::to_lowercase`] gives them, without its tables.
//!
//! `build.rs` asks the standard library once and keeps the answer as runs. Letter by letter: a Σ at the end of a
//! word becomes σ, not ς. The one capital that has two small letters (İ) keeps them in a text and is an i alone.

/// `(first, last, step, distance)`, in their order.
static RUNS: &[(u32, u32, u32, i32)] = &include!(concat!(env!("OUT_DIR"), "/letter_runs.rs"));

/// The capital letter that has two small ones, and these.
const DOTTED: (char, &str) = ('İ', "i\u{307}");

/// What has capital and small letters.
pub trait Lower {
    /// The same in small letters.
    type Small;
    /// It in small letters; what has none stays.
    fn lower(&self) -> Self::Small;
}

impl Lower for char {
    type Small = char;

    #[inline(never)]
    fn lower(&self) -> char {
        if self.is_ascii() {
            return self.to_ascii_lowercase();
        }
        if *self == DOTTED.0 {
            return 'i';
        }
        let place = u32::from(*self);
        let run = RUNS.partition_point(|(_, last, ..)| *last < place);
        match RUNS.get(run) {
            Some((first, _, step, distance)) if *first <= place && (place - first) % step == 0 => {
                place.checked_add_signed(*distance).and_then(char::from_u32).unwrap_or(*self)
            }
            _ => *self,
        }
    }
}

impl Lower for str {
    type Small = String;

    #[inline(never)]
    fn lower(&self) -> String {
        let mut small = String::with_capacity(self.len());
        for letter in self.chars() {
            if letter == DOTTED.0 {
                small.push_str(DOTTED.1);
            } else {
                small.push(letter.lower());
            }
        }
        small
    }
}

/// The capital letter for a small one of the scripts that have them; what has none stays.
#[must_use]
pub fn upper(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_uppercase();
    }
    let place = u32::from(letter);
    let capitals = RUNS.iter().filter_map(|(first, last, step, distance)| {
        let capital = place.checked_add_signed(-distance)?;
        ((*first..=*last).contains(&capital) && (capital - first) % step == 0).then_some(capital)
    });
    capitals.min().and_then(char::from_u32).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_as_small_as_the_standard_library_makes_it() {
        for letter in '\0'..=char::MAX {
            let theirs: String = letter.to_lowercase().collect();
            if letter != 'İ' {
                assert_eq!(letter.lower().to_string(), theirs);
            }
            assert_eq!(letter.to_string().lower(), theirs);
        }
        assert_eq!("ÉTÉ in the Łódź ΣΑΣ İ".lower(), "été in the łódź σασ i\u{307}");
    }

    #[test]
    fn capitals_come_back() {
        for letter in "azàéøłščžабвяїґώß1,".chars() {
            let theirs: Vec<char> = letter.to_uppercase().collect();
            assert!(theirs.len() > 1 || theirs == [upper(letter)], "{letter}");
        }
    }
}
