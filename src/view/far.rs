//! The three far scales, person, tissue and whole cell, drawn above the membrane and faded: tiles of the picture, a shader
//! for each scale. Not here: what the shaders show (`assets/shaders/far`), which of their parts a tile needs (`far_tiles`),
//! who stands where (`cell_plan`), the person's signs (`person`).

use std::cell::LazyCell;

use bevy::{
    asset::RenderAssetUsages,
    camera::visibility::NoFrustumCulling,
    prelude::*,
    render::render_resource::{Extent3d, TextureDimension, TextureFormat, TextureUsages},
};
use model::receptor::STATES;

use super::{
    SceneInput,
    cell_inside::LATTICE,
    cell_plan::{CellPlan, MOST_RINGS, Outline, TABLE_WIDTH, WINDOW},
    far_material::{FarKey, FarMaterial, FarUniform},
    far_tiles::{self, FLAT, TINY},
    layout::{HEIGHT, Layout},
    palette::{TONES, Theme, tone},
    person::Person,
    tiles,
    zoom::Map,
};

/// A far scale; its discriminant is its number on the zoom's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Far {
    /// The person.
    Person,
    /// The cell among its neighbours.
    Tissue,
    /// The whole cell.
    Cell,
}

/// All far scales, far to near.
pub const FARS: [Far; 3] = [Far::Person, Far::Tissue, Far::Cell];

/// Steps of the shares of molecules for which tiles are cut.
const STEPS: f32 = 16.0;

/// The tiles of a scale that need the same parts of its shader.
struct Sheet {
    entity: Entity,
    far: Far,
    /// Number of the set in [`far_tiles::sets`].
    set: usize,
    mesh: Handle<Mesh>,
    material: Handle<FarMaterial>,
    /// Whether there is such a tile.
    any: bool,
}

/// What the tiles of a scale were cut for.
#[derive(Clone, Copy, PartialEq)]
struct Cut {
    rect: Rect,
    map: Map,
    cell: Map,
    outline: Outline,
    flat: bool,
    /// Nerve endings in the tissue, the large eye beside the person.
    extra: [bool; 2],
    /// Under an opaque tissue.
    covered: bool,
    /// Shares of drug and antagonist, rounded up so that they rarely change.
    shares: [f32; 2],
    whole: bool,
}

/// The far scales are drawn in one piece, with all parts of their shaders: slow, and the same picture.
#[derive(Resource)]
pub struct InOnePiece;

/// Sheets and tables of the far scales.
#[derive(Resource)]
pub struct FarHandles {
    sheets: Vec<Sheet>,
    cuts: [Option<Cut>; 3],
    states: Handle<Image>,
    rings: Handle<Image>,
}

fn table(width: usize, bytes: Vec<u8>, texel: usize, format: TextureFormat) -> Image {
    let height = (bytes.len() / texel / width).max(1) as u32;
    let size = Extent3d { width: width as u32, height, depth_or_array_layers: 1 };
    let mut image = Image::new(size, TextureDimension::D2, bytes, format, RenderAssetUsages::all());
    image.texture_descriptor.usage |= TextureUsages::COPY_DST;
    image
}

/// Brings the table of states up to date; in place while it has the same size, so that its texture stays.
fn write(images: &mut Assets<Image>, states: &Handle<Image>, bytes: &[u8]) -> Result {
    let mut image = images.get_mut(states);
    match image.as_mut().and_then(|i| i.data.as_mut()).filter(|old| old.len() == bytes.len()) {
        Some(old) => old.copy_from_slice(bytes),
        None => {
            drop(image);
            images.insert(states, table(TABLE_WIDTH, bytes.to_vec(), 1, TextureFormat::R8Uint))?;
        }
    }
    Ok(())
}

/// Creates sheets and tables.
pub fn spawn(
    mut commands: Commands,
    mut images: ResMut<Assets<Image>>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<FarMaterial>>,
) {
    let states = images.add(table(TABLE_WIDTH, vec![255; TABLE_WIDTH], 1, TextureFormat::R8Uint));
    let rings = images.add(table(MOST_RINGS, vec![0; MOST_RINGS * 16], 16, TextureFormat::Rgba32Float));
    let mut sheets = Vec::new();
    for far in FARS {
        for (set, parts) in far_tiles::sets(far).iter().enumerate() {
            let mesh = meshes.add(tiles::mesh(&Layout::new(Rect::default()), &[Rect::default()]));
            let key = FarKey(far, *parts);
            let (states, rings) = (states.clone(), rings.clone());
            let material = materials.add(FarMaterial { far: FarUniform::default(), states, rings, key });
            let at = Transform::from_xyz(0.0, 0.0, 20.0 - far as usize as f32);
            let drawn = (Mesh2d(mesh.clone()), MeshMaterial2d(material.clone()), at, NoFrustumCulling);
            let entity = commands.spawn((drawn, Visibility::Hidden)).id();
            sheets.push(Sheet { entity, far, set, mesh, material, any: false });
        }
    }
    commands.insert_resource(FarHandles { sheets, cuts: [None; 3], states, rings });
}

/// What a frame of the far scales is made from.
pub struct Frame<'a> {
    /// The scene's input.
    pub input: &'a SceneInput,
    /// Where the scene lies.
    pub layout: &'a Layout,
    /// Who stands where in the cell.
    pub plan: &'a CellPlan,
    /// Whether the plan changed since the last frame.
    pub changed: bool,
    /// The person's signs.
    pub person: &'a Person,
    /// Maps of the three scales.
    pub maps: [Map; 3],
    /// Opacities of the three scales; 0 hides.
    pub opacity: [f32; 3],
    /// One sheet is drawn in one small tile, unseen, so that the driver has its shader ready.
    pub rehearse: Option<usize>,
    /// In one piece instead of tiles.
    pub whole: bool,
    /// A mark to point out, design units of the cell.
    pub mark: Option<Vec2>,
    /// Seconds of motion; 0 holds still.
    pub seconds: f64,
    /// Physical pixels per point.
    pub scale_factor: f32,
}

impl Frame<'_> {
    fn outline(&self) -> Outline {
        Outline::new(self.input.scene.cell, self.layout.width).grown(self.input.amounts.grown)
    }

    /// Picture's design units per physical pixel.
    fn pixel(&self) -> f32 {
        1.0 / (self.layout.scale * self.scale_factor)
    }

    /// What the tiles of a scale are cut for now.
    fn cut(&self, far: Far) -> Cut {
        Cut {
            rect: self.layout.rect,
            map: self.maps[far as usize],
            cell: self.maps[2],
            outline: self.outline(),
            flat: self.plan.flat,
            extra: [!self.input.scene.vesicles.is_empty(), self.person.signs[0].w > 0.0],
            covered: far == Far::Cell && self.opacity[1] >= 1.0,
            shares: [self.input.drug_free, self.input.antagonist_free].map(|s| (s * STEPS).ceil() / STEPS),
            whole: self.whole,
        }
    }

    fn tiles(&self, far: Far, cut: &Cut) -> Vec<Vec<Rect>> {
        let (width, outline) = (self.layout.width, &cut.outline);
        // under an opaque tissue only the gap that it leaves is seen
        let reach = outline.axes * 1.12 * cut.cell.scale;
        let gap = Rect::from_center_half_size(cut.cell.apply(outline.middle), reach);
        let gap = cut.covered.then_some(gap);
        let (picture, sets) = (Rect::new(0.0, 0.0, width, HEIGHT), far_tiles::sets(far));
        if cut.whole {
            let mut rects = vec![Vec::new(); sets.len() - 1];
            rects.push(vec![picture]);
            return rects;
        }
        tiles::cut(picture, sets, |tile| match far {
            Far::Person => Some(far_tiles::of_person(tile, cut.map, width, cut.extra[1])),
            Far::Tissue => far_tiles::of_tissue(tile, cut.map, cut.cell, outline, cut.extra[0], width),
            Far::Cell => far_tiles::of_cell(tile, cut.map, outline, cut.flat, gap, cut.shares),
        })
    }

    fn uniform(&self, far: Far) -> FarUniform {
        let Self { input, layout, plan, person, .. } = self;
        let outline = self.outline();
        let four = |c: [f32; 3]| Vec3::from(c).extend(1.0);
        let packed = |map: Map, w: f32| Vec4::new(map.scale, map.shift.x, map.shift.y, w);
        let seconds = (self.seconds % 3600.0) as f32;
        let area = plan.organelles.grid * plan.organelles.grid;
        let endings = f32::from(u8::from(!input.scene.vesicles.is_empty()));
        FarUniform {
            size: Vec4::new(layout.width, HEIGHT, seconds, self.pixel()),
            map: packed(self.maps[far as usize], self.opacity[far as usize]),
            look: Vec4::new(f32::from(u8::from(input.theme == Theme::Projector)), seconds, person.lit, 0.0),
            body: outline.middle.extend(outline.axes.x).extend(outline.axes.y),
            lobes: Vec4::from_array(outline.lobes),
            rings: Vec4::from_array(plan.numbers()),
            inside: Vec4::new(
                plan.organelles.grid as f32,
                plan.seats_at as f32,
                (plan.seats_at + LATTICE * area) as f32,
                WINDOW,
            ),
            water: Vec4::new(input.drug_free, input.antagonist_free, input.store, endings),
            cell: packed(self.maps[2], 0.0),
            mark: self.mark.map_or(Vec4::ZERO, |m| Vec4::new(m.x, m.y, 1.0, 0.0)),
            signs: person.signs,
            state: STATES.map(|s| four(input.color(s))),
            tone: TONES.map(|t| four(tone(t, input.theme))),
        }
    }
}

/// Brings sheets, tables and numbers up to date; `show` is told of every sheet whether it is seen.
pub fn update(
    frame: &Frame,
    handles: &mut FarHandles,
    images: &mut Assets<Image>,
    meshes: &mut Assets<Mesh>,
    materials: &mut Assets<FarMaterial>,
    mut show: impl FnMut(Entity, bool),
) -> Result {
    let plan = frame.plan;
    if frame.opacity[2] > 0.0 && frame.changed {
        write(images, &handles.states, &plan.table)?;
        let rings = plan.rings.iter().map(|r| [r.start as f32, r.count as f32, r.phase, 0.0]);
        let rings = rings.chain(std::iter::repeat([0.0; 4])).take(MOST_RINGS).flatten().flat_map(f32::to_le_bytes);
        images.insert(&handles.rings, table(MOST_RINGS, rings.collect(), 16, TextureFormat::Rgba32Float))?;
    }
    let flat = if frame.input.theme == Theme::Low { FLAT } else { 0 };
    let tiny = if plan.largest_mark(&frame.outline()) * frame.maps[2].scale < 1.3 * frame.pixel() { TINY } else { 0 };
    for far in FARS {
        let seen = frame.opacity[far as usize] > 0.0 && frame.input.visible;
        let cut = frame.cut(far);
        if seen && handles.cuts[far as usize] != Some(cut) {
            let mut rects = frame.tiles(far, &cut).into_iter();
            for sheet in handles.sheets.iter_mut().filter(|s| s.far == far) {
                let rects = rects.next().unwrap_or_default();
                sheet.any = !rects.is_empty();
                if sheet.any {
                    meshes.insert(&sheet.mesh, tiles::mesh(frame.layout, &rects))?;
                }
            }
            handles.cuts[far as usize] = Some(cut);
        }
        // most frames show one scale: the numbers of the others are not asked for
        let uniform = LazyCell::new(|| frame.uniform(far));
        for (i, sheet) in handles.sheets.iter_mut().enumerate().filter(|(_, s)| s.far == far) {
            let rehearsed = !seen && frame.rehearse == Some(i);
            show(sheet.entity, (seen && sheet.any) || rehearsed);
            if rehearsed {
                meshes.insert(&sheet.mesh, tiles::mesh(frame.layout, &[Rect::new(0.0, 0.0, 8.0, 8.0)]))?;
                handles.cuts[far as usize] = None;
            }
            if let Some(mut material) = materials.get_mut(&sheet.material).filter(|_| seen || rehearsed) {
                material.far = FarUniform::clone(&uniform);
                material.key = FarKey(far, far_tiles::sets(far)[sheet.set] | flat | tiny);
            }
        }
    }
    Ok(())
}

impl FarHandles {
    /// The tiles hold another scene: they are cut anew.
    pub(super) fn cut_anew(&mut self) {
        self.cuts = [None; 3];
    }

    /// Number of sheets.
    #[must_use]
    pub fn sheets(&self) -> usize {
        self.sheets.len()
    }
}
