//! From sRGB to BT.709 planes, and flat scenes through the H.264 encoder and back.

use film::probe;
use film::yuv::Planes;
use film::{Encoder, Movie, Spec};
use openh264::formats::YUVSource;

use crate::support::{frame, plain, record};

#[test]
fn primaries_become_the_numbers_of_bt_709() {
    for (colour, y, u, v) in [
        ([0, 0, 0], 16, 128, 128),
        ([255, 255, 255], 235, 128, 128),
        ([255, 0, 0], 63, 102, 240),
        ([0, 255, 0], 173, 42, 26),
        ([0, 0, 255], 32, 240, 118),
        ([128, 128, 128], 126, 128, 128),
    ] {
        let mut planes = Planes::new(16, 16);
        planes.take(&plain(16, 16, colour));
        let all = |plane: &[u8], value: u8| plane.iter().all(|&p| p == value);
        assert!(all(planes.y(), y) && all(planes.u(), u) && all(planes.v(), v), "{colour:?}: {planes:?}");
    }
}

#[test]
fn every_luma_is_within_a_half_of_the_exact_value() {
    for n in 0..=255u8 {
        let colour = [n, n.wrapping_mul(7), 255 - n];
        let mut planes = Planes::new(2, 2);
        planes.take(&plain(2, 2, colour));
        let [r, g, b] = colour.map(f64::from);
        let exact = 16.0 + 219.0 / 255.0 * (0.2126 * r + 0.7152 * g + 0.0722 * b);
        assert!((f64::from(planes.y()[0]) - exact).abs() < 0.51, "{colour:?}");
    }
}

#[test]
fn colour_samples_sit_on_the_left_one_of_their_columns() {
    // Red from the third column on: the second sample sits on it and takes a quarter from the dark column before.
    let row: Vec<u8> = (0..8u8).flat_map(|x| if x < 2 { [0, 0, 0, 255] } else { [255, 0, 0, 255] }).collect();
    let mut planes = Planes::new(8, 2);
    planes.take(&row.repeat(2));
    assert_eq!(planes.v(), [128, 212, 240, 240]);
}

#[test]
fn a_flat_scene_comes_back_above_35_db() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    record(&path, 40, None, Encoder::BuiltIn);
    let decoded = probe::pictures(&path, |n, picture| {
        let mut sent = Planes::new(160, 96);
        sent.take(&frame(160, 96, n));
        for (sent, got) in [(sent.y(), &picture.y), (sent.u(), &picture.u), (sent.v(), &picture.v)] {
            let noise: f64 = sent.iter().zip(got).map(|(a, b)| f64::from(a.abs_diff(*b)).powi(2)).sum();
            let psnr = 10.0 * (255.0f64.powi(2) / (noise / sent.len() as f64).max(1e-6)).log10();
            assert!(psnr > 35.0, "frame {n}: {psnr:.1} dB");
        }
    });
    assert_eq!(decoded.unwrap(), 40);
}

#[test]
fn odd_and_extreme_sizes_are_refused_with_what_is_allowed() {
    let folder = tempfile::tempdir().unwrap();
    for (width, height, fps) in
        [(161, 96, 30), (160, 97, 30), (0, 96, 30), (3842, 2160, 30), (2162, 2162, 30), (160, 96, 0)]
    {
        let spec = Spec { width, height, fps, audio: false, encoder: Encoder::BuiltIn };
        let error = Movie::create(&folder.path().join("film.mp4"), spec).err().unwrap();
        assert!(error.to_string().contains("allowed"), "{error}");
    }
}
