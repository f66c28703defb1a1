//! The regularised incomplete beta function, from which exact bounds of proportions and the exact test follow.

/// Of the continued fraction; it converges in about the root of the larger parameter.
const MOST_STEPS: u32 = 100_000;
const SMALLEST: f64 = 1e-300;
const PRECISION: f64 = 1e-15;

/// The logarithm of the gamma function for positive numbers, by the approximation of Lanczos (1964) with `g` = 7 and
/// nine coefficients; the relative error is below 1e-14.
pub fn ln_gamma(number: f64) -> f64 {
    const FIRST: f64 = 0.999_999_999_999_809_9;
    const COEFFICIENTS: [f64; 8] = [
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    let before = number - 1.0;
    let mut sum = FIRST;
    let mut place = before;
    for coefficient in COEFFICIENTS {
        place += 1.0;
        sum += coefficient / place;
    }
    let shifted = before + 7.5;
    0.5 * std::f64::consts::TAU.ln() + (before + 0.5) * shifted.ln() - shifted + sum.ln()
}

/// The regularised incomplete beta function `I_x(a, b)` for positive `a` and `b` (DLMF 8.17), by its continued
/// fraction (DLMF 8.17.22).
pub fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp();
    // The fraction converges fast below this point only; above it the function of the other side is taken.
    let inside = if x < (a + 1.0) / (a + b + 2.0) {
        front * continued_fraction(a, b, x) / a
    } else {
        1.0 - front * continued_fraction(b, a, 1.0 - x) / b
    };
    inside.clamp(0.0, 1.0)
}

/// The continued fraction by the method of Lentz as modified by Thompson and Barnett (1986).
fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    let away = |number: f64| if number.abs() < SMALLEST { SMALLEST } else { number };
    let mut above = 1.0;
    let mut below = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut value = below;
    for step in 1..=MOST_STEPS {
        let step = f64::from(step);
        let twice = 2.0 * step;
        let even = step * (b - step) * x / ((a - 1.0 + twice) * (a + twice));
        below = 1.0 / away(1.0 + even * below);
        above = away(1.0 + even / above);
        value *= below * above;
        let odd = -(a + step) * (a + b + step) * x / ((a + twice) * (a + 1.0 + twice));
        below = 1.0 / away(1.0 + odd * below);
        above = away(1.0 + odd / above);
        let change = below * above;
        value *= change;
        if (change - 1.0).abs() < PRECISION {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::assert_near;

    #[test]
    fn gamma_gives_factorials() {
        assert_near(ln_gamma(1.0), 0.0);
        assert_near(ln_gamma(5.0), 24.0_f64.ln());
        assert_near(ln_gamma(11.0), 3_628_800.0_f64.ln());
        assert_near(ln_gamma(0.5), std::f64::consts::PI.sqrt().ln());
    }

    #[test]
    fn known_values_of_the_incomplete_beta_function() {
        // I_x(1, 1) = x, I_x(a, 1) = x^a, I_x(1, b) = 1 - (1 - x)^b.
        assert_near(incomplete_beta(1.0, 1.0, 0.3), 0.3);
        assert_near(incomplete_beta(5.0, 1.0, 0.7), 0.7_f64.powi(5));
        assert_near(incomplete_beta(1.0, 4.0, 0.2), 1.0 - 0.8_f64.powi(4));
        assert_near(incomplete_beta(7.0, 7.0, 0.5), 0.5);
        // At least 2 of 3 throws of a coin: 1/2; at least 8 of 10: 56/1024.
        assert_near(incomplete_beta(2.0, 2.0, 0.5), 0.5);
        assert_near(incomplete_beta(8.0, 3.0, 0.5), 56.0 / 1024.0);
        assert_near(incomplete_beta(2.0, 3.0, 0.0), 0.0);
        assert_near(incomplete_beta(2.0, 3.0, 1.0), 1.0);
    }

    #[test]
    fn large_parameters_converge() {
        assert_near(incomplete_beta(100_000.0, 100_000.0, 0.5), 0.5);
    }
}
