// Which member of the crowd stands at a point: rows that recede, cells in a row.
#define_import_path setpoint::crowd
#import setpoint::paint::{hash, pair}
#import setpoint::scene::{EMPTY, rank, ranks, scene, slot}

struct Spot {
    state: u32,
    // from the member's middle, in its own size; x right, y up
    away: vec2<f32>,
    // its size in pixels
    unit: f32,
    // distance, 0 near to 1 far
    depth: f32,
}

// The member at p, where the crowd is of this kind (0 receptors, 1 enzymes).
fn find(p: vec2<f32>, kind: f32) -> Spot {
    let all = ranks();
    let horizon = scene.plane.x;
    let near = scene.plane.y - horizon;
    let r = floor(log(near / max(p.y - horizon, 1.0)) / scene.plane.w);
    let row = rank(u32(clamp(r, 0.0, 191.0)));
    let column = floor((p.x - row.z) / row.w);
    let exists = all.z == kind && r >= 0.0 && r < all.y && column >= 0.0 && column < row.y;
    let cell = min(u32(row.x + max(column, 0.0)), 45055u);
    let state = select(EMPTY, slot(cell), exists);
    let far = exp(scene.plane.w * (r + 0.5));
    let y = horizon + near / far;
    let unit = min(0.385 * all.x, 16.0) / far;
    let h = pair(hash(cell, 5u)) - 0.5;
    let room = vec2<f32>(max(row.w - 1.5 * unit, 0.0), max(0.62 * row.w - 1.15 * unit, 0.0)) * 0.9;
    let at = vec2<f32>(row.z + (column + 0.5) * row.w, y) + h * room;
    let away = vec2<f32>(p.x - at.x, at.y - p.y) / unit;
    return Spot(state, away, unit / scene.size.w, r / max(all.y, 1.0));
}
