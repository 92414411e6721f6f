//! GIFs: size, pace, palette.

use std::fs::File;

use film::gif_file::Gif;

use crate::support::frame;

#[test]
fn a_gif_keeps_its_length_and_colours() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clip.gif");
    let mut out = Gif::create(&path, 160, 96, 30).unwrap();
    (0..60).for_each(|n| out.push(&frame(160, 96, n)).unwrap());
    let bytes = out.finish().unwrap();
    assert_eq!(bytes, std::fs::metadata(&path).unwrap().len());
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    let mut reader = options.read_info(File::open(&path).unwrap()).unwrap();
    assert_eq!((reader.width(), reader.height()), (160, 96));
    let (mut frames, mut hundredths) = (0, 0);
    while let Some(read) = reader.read_next_frame().unwrap() {
        if frames == 0 {
            let worst = read.buffer.iter().zip(&frame(160, 96, 0)).map(|(a, b)| a.abs_diff(*b)).max();
            assert!(worst.unwrap() <= 8, "{worst:?}");
        }
        frames += 1;
        hundredths += u32::from(read.delay);
    }
    assert_eq!((frames, hundredths), (30, 200));
}

#[test]
fn large_frames_are_reduced_and_long_ones_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clip.gif");
    let mut out = Gif::create(&path, 1280, 720, 2).unwrap();
    (0..20).for_each(|_| out.push(&vec![90; 1280 * 720 * 4]).unwrap());
    assert!(out.push(&vec![90; 1280 * 720 * 4]).unwrap_err().to_string().contains("10 s"));
    out.finish().unwrap();
    let reader = gif::DecodeOptions::new().read_info(File::open(&path).unwrap()).unwrap();
    assert_eq!((reader.width(), reader.height()), (640, 360));
    assert!(Gif::create(&path, 0, 10, 30).is_err());
    assert!(Gif::create(&path, 10, 10, 30).unwrap().finish().is_err());
}
