//! One step of `Rodas5P` for equations that do not know the time: a Rosenbrock method of 8 stages and order 5 that ends
//! stiff decays (stiffly accurate, L-stable), with an estimate of its error and a polynomial of order 4 within the
//! step. Coefficients: G. Steinebach, "Construction of Rosenbrock-Wanner method `Rodas5P` and numerical benchmarks within
//! the Julia Differential Equations package", BIT Numerical Mathematics 63:27 (2023), in the form in which each stage
//! is one solve. Not here: how long steps are ([`crate::solve`]).

use crate::marks::MAX_STATES;
use crate::program::{Program, Reading, Registers};

/// Diagonal of the method.
const GAMMA: f64 = 0.211_937_563_194_290_14;

/// What earlier stages add to the state at which stages 2 to 6 are read. Stages 7 and 8 and the end add the stage
/// before with weight 1.
const A2: [f64; 1] = [3.0];
const A3: [f64; 2] = [2.849_394_379_747_939, 0.458_422_422_044_639_23];
const A4: [f64; 3] = [-6.954_028_509_809_101, 2.489_845_061_869_568, -10.358_996_098_473_584];
const A5: [f64; 4] =
    [2.802_998_627_562_896_4, 0.507_246_473_622_820_6, -0.398_831_254_177_052_4, -0.047_211_872_304_046_41];
const A6: [f64; 5] = [
    -7.502_846_399_306_121,
    2.561_846_144_803_919,
    -11.627_539_656_261_098,
    -0.182_687_676_599_422_56,
    0.030_198_172_008_377_946,
];

/// What earlier stages add to the rates of stages 2 to 8, per step length.
const C2: [f64; 1] = [-14.155_112_264_123_755];
const C3: [f64; 2] = [-17.972_960_358_859_52, -2.859_693_295_451_294];
const C4: [f64; 3] = [147.121_502_757_117_16, -1.412_214_027_182_13, 71.689_402_513_023_58];
const C5: [f64; 4] = [165.435_170_248_716_76, -0.459_282_345_649_112_6, 42.909_383_369_586_03, -5.961_986_721_573_306];
const C6: [f64; 5] = [
    24.854_864_614_690_072,
    -3.000_922_700_283_218_6,
    47.493_111_002_076_8,
    5.581_419_782_155_812_5,
    -0.661_069_182_524_947_1,
];
const C7: [f64; 6] = [
    30.912_732_140_285_99,
    -3.120_824_334_993_797_4,
    77.799_546_460_708_92,
    34.286_460_282_947_83,
    -19.097_331_116_725_623,
    -28.087_943_162_872_662,
];
const C8: [f64; 7] = [
    37.802_771_233_905_63,
    -3.257_196_902_907_227_6,
    112.269_188_494_963_27,
    66.934_723_124_404_7,
    -40.066_189_370_910_02,
    -54.667_802_628_779_68,
    -9.488_616_523_096_27,
];

/// The polynomial within a step: weights of the stages in its three bends.
const H: [[f64; 8]; 3] = [
    [
        25.948_786_856_663_858,
        -2.557_972_484_584_623_5,
        10.433_815_404_888_879,
        -2.367_925_102_268_520_4,
        0.524_948_541_321_073,
        1.124_108_831_045_040_4,
        0.427_287_619_443_187_4,
        -0.172_022_210_701_554_93,
    ],
    [
        -9.915_688_506_951_71,
        -0.968_994_459_411_515_4,
        3.043_803_724_297_845_3,
        -24.495_224_566_215_796,
        20.176_138_334_709_044,
        15.980_663_614_246_51,
        -6.789_040_303_419_874,
        -6.710_236_069_923_372,
    ],
    [
        11.419_903_575_922_262,
        2.887_964_514_613_699_4,
        72.921_379_959_960_29,
        80.125_118_346_226_43,
        -52.072_871_366_152_654,
        -59.789_936_252_667_29,
        -0.155_826_842_827_519_13,
        4.883_087_185_713_722,
    ],
];

/// Everything that steps need to remember, so that they ask for no memory.
pub(crate) struct Workspace {
    /// The equations at the start of the step.
    pub now: Reading,
    /// The equations at the end of the step, once it was looked at ([`Workspace::arrive`]).
    pub then: Reading,
    /// State at the end of the step.
    pub end: Vec<f64>,
    stages: [Vec<f64>; 8],
    at: Vec<f64>,
    rates: Vec<f64>,
    bends: [Vec<f64>; 3],
    solution: [f64; MAX_STATES],
    factors: Vec<f64>,
    pub registers: Registers,
}

impl Workspace {
    pub fn new(program: &Program, inputs: &[f64]) -> Self {
        let n = program.states();
        let zeros = || vec![0.0; n];
        Self {
            now: program.reading(),
            then: program.reading(),
            end: zeros(),
            stages: core::array::from_fn(|_| zeros()),
            at: zeros(),
            rates: zeros(),
            bends: core::array::from_fn(|_| zeros()),
            solution: [0.0; MAX_STATES],
            factors: vec![0.0; program.elimination.len()],
            registers: program.registers(inputs),
        }
    }

    /// Reads the equations at `y`, from where a step is to start.
    pub fn begin(&mut self, program: &Program, y: &[f64]) {
        program.read(y, &mut self.registers, &mut self.now);
    }

    /// Reads the equations at the end of the step.
    pub fn arrive(&mut self, program: &Program) {
        program.read(&self.end, &mut self.registers, &mut self.then);
    }

    /// The end of the step becomes the start of the next one; `y` becomes the state there.
    pub fn pass(&mut self, y: &mut Vec<f64>) {
        core::mem::swap(y, &mut self.end);
        core::mem::swap(&mut self.now, &mut self.then);
    }

    /// Goes from `y` (see [`Workspace::begin`]) by `h` hours to [`Workspace::end`]. `false`: no such step can be
    /// computed.
    #[must_use]
    pub fn step(&mut self, program: &Program, y: &[f64], h: f64) -> bool {
        if !program.elimination.factorize(1.0 / (h * GAMMA), &self.now.jacobian, &mut self.factors) {
            return false;
        }
        let per_h = 1.0 / h;
        self.rates.copy_from_slice(&self.now.rates);
        self.solve::<0>(program, &[], per_h);
        self.stage(program, y, &A2, &C2, per_h);
        self.stage(program, y, &A3, &C3, per_h);
        self.stage(program, y, &A4, &C4, per_h);
        self.stage(program, y, &A5, &C5, per_h);
        self.stage(program, y, &A6, &C6, per_h);
        self.last_stage(program, &C7, per_h);
        self.last_stage(program, &C8, per_h);
        for ((end, at), k) in self.end.iter_mut().zip(&self.at).zip(&self.stages[7]) {
            *end = at + k;
        }
        true
    }

    fn stage<const S: usize>(&mut self, program: &Program, y: &[f64], a: &[f64; S], c: &[f64; S], per_h: f64) {
        blend(y, a, &self.stages, &mut self.at);
        program.rates(&self.at, &mut self.registers, &mut self.rates);
        self.solve(program, c, per_h);
    }

    fn last_stage<const S: usize>(&mut self, program: &Program, c: &[f64; S], per_h: f64) {
        for (at, k) in self.at.iter_mut().zip(&self.stages[S - 1]) {
            *at += k;
        }
        program.rates(&self.at, &mut self.registers, &mut self.rates);
        self.solve(program, c, per_h);
    }

    /// Finds stage `S` (from 0) from the rates and the stages before it.
    fn solve<const S: usize>(&mut self, program: &Program, c: &[f64; S], per_h: f64) {
        let n = self.rates.len();
        blend(&self.rates, &c.map(|c| c * per_h), &self.stages, &mut self.solution[..n]);
        program.elimination.solve(&self.factors, &mut self.solution);
        self.stages[S].copy_from_slice(&self.solution[..n]);
    }

    /// Largest error of the step over `atol + rtol |y|`; not finite if the step is none.
    pub fn error(&self, y: &[f64], rtol: f64, atol: f64) -> f64 {
        let mut worst = 0.0;
        for ((error, before), after) in self.stages[7].iter().zip(y).zip(&self.end) {
            let ratio = error.abs() / (atol + rtol * before.abs().max(after.abs()));
            if !after.is_finite() || ratio.is_nan() {
                return f64::INFINITY;
            }
            if ratio > worst {
                worst = ratio;
            }
        }
        worst
    }

    /// Prepares [`Workspace::within`] for this step.
    pub fn bend(&mut self) {
        for (bend, h) in self.bends.iter_mut().zip(&H) {
            bend.fill(0.0);
            for (k, h) in self.stages.iter().zip(h) {
                for (b, k) in bend.iter_mut().zip(k) {
                    *b += h * k;
                }
            }
        }
    }

    /// The state at `part` (0 to 1) of the step from `y`.
    pub fn within(&mut self, y: &[f64], part: f64) -> &[f64] {
        let rest = 1.0 - part;
        let [b1, b2, b3] = &self.bends;
        for (i, out) in self.at.iter_mut().enumerate() {
            let bend = b1[i] + part * (b2[i] + part * b3[i]);
            *out = rest * y[i] + part * (self.end[i] + rest * bend);
        }
        &self.at
    }

    /// The margins of all branches there.
    pub fn margins(&mut self, program: &Program, y: &[f64], part: f64, out: &mut [f64]) {
        self.within(y, part);
        program.margins(&self.at, &mut self.registers, out);
    }

    /// The rates there.
    pub fn rates(&mut self, program: &Program, y: &[f64], part: f64, out: &mut [f64]) {
        self.within(y, part);
        program.rates(&self.at, &mut self.registers, out);
    }
}

/// `out = base + sum of weights times stages`.
#[inline]
fn blend<const S: usize>(base: &[f64], weights: &[f64; S], stages: &[Vec<f64>; 8], out: &mut [f64]) {
    let n = out.len();
    let base = &base[..n];
    let stages: [&[f64]; S] = core::array::from_fn(|s| &stages[s][..n]);
    for i in 0..n {
        let mut sum = base[i];
        for s in 0..S {
            sum += weights[s] * stages[s][i];
        }
        out[i] = sum;
    }
}
