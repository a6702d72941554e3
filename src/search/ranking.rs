//! The score of a passage: BM25 (Robertson & Zaragoza 2009) in whole numbers.
//!
//! A word that few passages have counts more; a passage that is longer than the mean counts less. A passage is
//! a sentence, which seldom has a word twice, so a word counts once (tf = 1). k₁ = 1.2, b = 0.75. Scores are
//! sums of 256ths; a headline counts half as much again.
use corpus::InOrder;

/// 256 × log₂ of `n`, to a 256th, by straight lines between the powers of two; 0 for 0.
fn log2_256(n: u64) -> u64 {
    let Some(power) = n.checked_ilog2() else { return 0 };
    let above = n - (1 << power);
    let fraction = if power >= 8 { above >> (power - 8) } else { above << (8 - power) };
    u64::from(power) * 256 + fraction
}

/// The weight of a word that `with` of `all` passages have: never 0, so that every word counts.
pub(crate) fn rarity(all: u32, with: u32) -> u32 {
    let (all, with) = (u64::from(all), u64::from(with));
    // log₂(1 + (N − n + ½) / (n + ½)), doubled to stay in whole numbers.
    let ratio = (2 * all + 2) * 256 / (2 * with + 1);
    u32::try_from(log2_256(ratio).saturating_sub(8 * 256).max(1)).unwrap_or(u32::MAX)
}

/// What a word of this rarity adds to a passage of `words` words; the mean is given in 256ths.
pub(crate) fn weight(rarity: u32, words: u32, mean_256: u32) -> u32 {
    // (k₁+1) / (1 + k₁·(1 − b + b·len/mean)), above and below times 20·mean: k₁ = 24/20, b = 3/4.
    let mean = u64::from(mean_256.max(1));
    let length = u64::from(words) * 256;
    let over = 44 * mean;
    let under = 26 * mean + 18 * length;
    u32::try_from(u64::from(rarity) * over / under).unwrap_or(u32::MAX)
}

/// The same for a headline.
pub(crate) fn in_headline(score: u32) -> u32 {
    score.saturating_add(score / 2)
}

/// The best of what is offered in order: highest score first, among equals what came first.
pub(crate) struct Best {
    max: usize,
    /// Score and place.
    kept: Vec<(u32, u32)>,
    /// What does not score more is not kept.
    least: Option<u32>,
}

impl Best {
    /// For the first `max`.
    pub(crate) fn new(max: usize) -> Self {
        Self { max, kept: Vec::new(), least: (max == 0).then_some(u32::MAX) }
    }

    /// Whether this score would be kept.
    #[inline]
    pub(crate) fn takes(&self, score: u32) -> bool {
        self.least.is_none_or(|least| score > least)
    }

    /// Offers something that stands behind all before it.
    #[inline]
    pub(crate) fn offer(&mut self, score: u32, place: u32) {
        if self.takes(score) {
            self.kept.push((score, place));
            if self.kept.len() / 2 >= self.max {
                self.sift();
            }
        }
    }

    #[inline(never)]
    fn sift(&mut self) {
        self.kept.put_in_order_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        self.kept.truncate(self.max);
        if self.kept.len() == self.max {
            self.least = self.kept.last().map_or(self.least, |last| Some(last.0));
        }
    }

    /// Scores and places.
    pub(crate) fn finish(mut self) -> Vec<(u32, u32)> {
        self.sift();
        self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarer_shorter_and_more_often_score_higher() {
        assert!(rarity(1000, 1) > rarity(1000, 10) && rarity(1000, 10) > rarity(1000, 900));
        assert!(rarity(10, 10) > 0 && rarity(0, 0) > 0);
        assert!(weight(500, 10, 20 * 256) > weight(500, 20, 20 * 256));
        assert_eq!(weight(500, 20, 20 * 256), 500);
        assert_eq!(weight(0, 0, 0), 0);
        assert!(in_headline(100) > 100);
    }

    #[test]
    fn the_logarithm_is_near_the_true_one() {
        for n in 1..5000u64 {
            let truth = (n as f64).log2() * 256.0;
            assert!((log2_256(n) as f64 - truth).abs() < 24.0, "{n}");
        }
    }
}
