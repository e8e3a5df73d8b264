// The renderer, with what this drawing uses of Pixi and no more: sprites and meshes. No masks, filters, texts or graphics: they would
// be a fifth of what the line carries. And no ticker, which would wake sixty times a second: what is to be repeated has a timer.
import {
  AbstractRenderer,
  BackgroundSystem,
  BatcherPipe,
  BlendModePipe,
  ColorMaskPipe,
  GCSystem,
  GlBackBufferSystem,
  GlBatchAdaptor,
  GlBufferSystem,
  GlColorMaskSystem,
  GlContextSystem,
  GlEncoderSystem,
  GlGeometrySystem,
  GlLimitsSystem,
  GlMeshAdaptor,
  GlobalUniformSystem,
  GlRenderTargetSystem,
  GlShaderSystem,
  GlStateSystem,
  GlStencilSystem,
  GlTextureSystem,
  GlUboSystem,
  GlUniformGroupSystem,
  MeshPipe,
  RendererType,
  RenderGroupPipe,
  RenderGroupSystem,
  SpritePipe,
  ViewSystem,
  type WebGLOptions,
} from "pixi.js";

/** Repeats what Pixi wants to be repeated (it lets textures go that nobody has drawn for a minute), by timers that sleep. */
class TimerScheduler {
  private readonly timers = new Set<number>();

  repeat(task: (elapsedMs: number) => void, everyMs: number): number {
    const timer = window.setInterval(() => task(everyMs), everyMs);
    this.timers.add(timer);
    return timer;
  }

  cancel(timer: number): void {
    window.clearInterval(timer);
    this.timers.delete(timer);
  }

  destroy(): void {
    for (const timer of this.timers) this.cancel(timer);
  }
}

/** In the order in which they are made and told. */
const SYSTEMS = {
  background: BackgroundSystem,
  globalUniforms: GlobalUniformSystem,
  view: ViewSystem,
  renderGroup: RenderGroupSystem,
  gc: GCSystem,
  scheduler: TimerScheduler,
  ubo: GlUboSystem,
  backBuffer: GlBackBufferSystem,
  context: GlContextSystem,
  limits: GlLimitsSystem,
  buffer: GlBufferSystem,
  texture: GlTextureSystem,
  renderTarget: GlRenderTargetSystem,
  geometry: GlGeometrySystem,
  uniformGroup: GlUniformGroupSystem,
  shader: GlShaderSystem,
  encoder: GlEncoderSystem,
  state: GlStateSystem,
  stencil: GlStencilSystem,
  colorMask: GlColorMaskSystem,
};
const PIPES = {
  blendMode: BlendModePipe,
  colorMask: ColorMaskPipe,
  batch: BatcherPipe,
  sprite: SpritePipe,
  renderGroup: RenderGroupPipe,
  mesh: MeshPipe,
};
const ADAPTORS = { batch: GlBatchAdaptor, mesh: GlMeshAdaptor };

type Config = ConstructorParameters<typeof AbstractRenderer>[0];

function named<T>(list: Readonly<Record<string, unknown>>): { name: string; value: T }[] {
  return Object.entries(list).map(([name, value]) => ({ name, value: value as T }));
}

export class FlatRenderer extends AbstractRenderer<unknown, WebGLOptions, HTMLCanvasElement> {
  constructor() {
    super({
      name: "webgl",
      type: RendererType.WEBGL,
      systems: named<Config["systems"][number]["value"]>(SYSTEMS),
      renderPipes: named<Config["renderPipes"][number]["value"]>(PIPES),
      renderPipeAdaptors: named(ADAPTORS),
    });
  }
}
