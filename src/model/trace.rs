//! A run written down: one column per series, one row per grid time, and more around acts
//! where the run was told so ([`crate::run::Run::with_rows_after_acts`]). Goals are judged on it, plots drawn from it, CSV
//! written from it.

use core::fmt::Write;

use crate::observe::Column;

/// Series over time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// What the columns are.
    pub columns: Vec<Column>,
    /// Hours since the start, ascending. An act may have two rows at its hour: the moment before it and the moment after.
    pub time_h: Vec<f64>,
    values: Vec<Vec<f64>>,
}

impl Trace {
    /// An empty trace of these columns.
    #[must_use]
    pub fn new(columns: Vec<Column>) -> Self {
        let values = columns.iter().map(|_| Vec::new()).collect();
        Self { columns, time_h: Vec::new(), values }
    }

    /// Appends a row. A row that is too short is filled up with NaN, so that the fault shows.
    pub fn push(&mut self, time_h: f64, row: &[f64]) {
        self.time_h.push(time_h);
        for (i, column) in self.values.iter_mut().enumerate() {
            column.push(row.get(i).copied().unwrap_or(f64::NAN));
        }
    }

    /// Takes the last row away again.
    pub fn pop(&mut self) {
        self.time_h.pop();
        for column in &mut self.values {
            column.pop();
        }
    }

    /// The trace as it was when it had so many rows; all of it where it has fewer.
    #[must_use]
    pub fn first_rows(&self, rows: usize) -> Self {
        let rows = rows.min(self.time_h.len());
        let values = self.values.iter().map(|column| column[..rows].to_vec()).collect();
        Self { columns: self.columns.clone(), time_h: self.time_h[..rows].to_vec(), values }
    }

    /// The series called `name`.
    #[must_use]
    pub fn series(&self, name: &str) -> Option<&[f64]> {
        let at = self.columns.iter().position(|c| c.series == name)?;
        Some(&self.values[at])
    }

    /// The last value of a series.
    #[must_use]
    pub fn last(&self, name: &str) -> Option<f64> {
        self.series(name).and_then(|s| s.last().copied())
    }

    /// Value of a series at a time, by linear interpolation; held constant beyond both ends. At the hour of an act it is the
    /// value before it.
    #[must_use]
    pub fn at(&self, name: &str, time_h: f64) -> Option<f64> {
        let series = self.series(name)?;
        let after = self.time_h.partition_point(|t| *t < time_h);
        if after == 0 {
            return series.first().copied();
        }
        if after == series.len() {
            return series.last().copied();
        }
        let (t0, t1) = (self.time_h[after - 1], self.time_h[after]);
        let w = if t1 > t0 { (time_h - t0) / (t1 - t0) } else { 1.0 };
        let (from, to) = (series[after - 1], series[after]);
        // Between equals lies the same: a weighted sum can be a rounding off, and a goal would be missed by it.
        Some(if from == to { from } else { from * (1.0 - w) + to * w })
    }

    /// The same, but at the hour of an act the value after it.
    #[must_use]
    pub fn just_after(&self, name: &str, time_h: f64) -> Option<f64> {
        let beyond = self.time_h.partition_point(|t| *t <= time_h);
        match beyond.checked_sub(1) {
            Some(row) if self.time_h[row] == time_h => self.series(name).map(|series| series[row]),
            _ => self.at(name, time_h),
        }
    }

    /// Tidy CSV: `time_h` first, every other column named series and unit. `extra` appends columns of its own.
    #[must_use]
    pub fn to_csv(&self, extra: &[(String, Vec<String>)]) -> String {
        let mut out = String::from("time_h");
        for c in &self.columns {
            let _ = write!(out, ",{}_{}", c.series.replace('.', "_"), c.unit);
        }
        for (name, _) in extra {
            let _ = write!(out, ",{name}");
        }
        out.push('\n');
        for (row, t) in self.time_h.iter().enumerate() {
            let _ = write!(out, "{t}");
            for column in &self.values {
                let _ = write!(out, ",{}", column[row]);
            }
            for (_, column) in extra {
                let _ = write!(out, ",{}", column.get(row).map_or("", String::as_str));
            }
            out.push('\n');
        }
        out
    }

    /// A fingerprint of every bit of the trace, to compare runs by.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let all = self.time_h.iter().chain(self.values.iter().flatten());
        all.fold(0xCBF2_9CE4_8422_2325, |hash, x| crate::chance::mix(hash ^ x.to_bits()))
    }
}
