// The canvas and its layers, from the floor up. Knows WebGL and the size of the host; knows no place and no person.
import "pixi.js/unsafe-eval";
import { Container, Sprite, Texture } from "pixi.js";
import type { Camera } from "./camera";
import { eveningTint } from "./evening";
import { CannotDraw } from "./fault";
import { MOSS } from "./palette";
import { FlatRenderer } from "./renderer";

const RESOLUTION_MIN = 0.25; // a page that is zoomed out has fewer pixels than it counts
const RESOLUTION_MAX = 3;

export interface Layers {
  /** Moved and zoomed by the camera: floor, marks on it, who and what stands, what hangs over, what drifts in the air. */
  readonly floor: Container;
  readonly marks: Container;
  readonly standing: Container;
  readonly over: Container;
  readonly air: Container;
  /** Over all of that: what hides where the outskirts end. */
  readonly mist: Container;
  /** Moved by the camera, above the evening: lanterns. */
  readonly glows: Container;
  /** In screen px: plates, signs of counters, bubbles, the transition to another place. */
  readonly tags: Container;
  readonly plates: Container;
  readonly bubbles: Container;
  readonly transition: Container;
}

export class Stage {
  readonly layers: Layers;
  private readonly root = new Container();
  private readonly world = new Container();
  private readonly light = new Container();
  private readonly dusk = new Sprite(Texture.WHITE);
  width = 1;
  height = 1;
  resolution = 1;

  private constructor(
    readonly renderer: FlatRenderer,
    private readonly host: HTMLElement,
  ) {
    const make = (parent: Container) => parent.addChild(new Container());
    this.root.addChild(this.world, this.dusk, this.light);
    const [floor, marks, standing, over, air, mist] = [
      make(this.world),
      make(this.world),
      make(this.world),
      make(this.world),
      make(this.world),
      make(this.world),
    ];
    const [tags, plates, bubbles, transition] = [make(this.root), make(this.root), make(this.root), make(this.root)];
    const glows = make(this.light);
    this.layers = { floor, marks, standing, over, air, mist, glows, tags, plates, bubbles, transition };
    this.dusk.blendMode = "multiply";
    this.dusk.visible = false;
  }

  /** Put a canvas into `host`. Rejects with CannotDraw when this device has no WebGL. */
  static async open(host: HTMLElement): Promise<Stage> {
    const renderer = new FlatRenderer();
    try {
      const options = {
        antialias: false,
        backgroundColor: MOSS,
        powerPreference: "low-power" as const,
        preference: "webgl" as const,
      };
      await renderer.init({ ...options, autoDensity: true, hello: false, manageImports: false });
    } catch (cause) {
      throw new CannotDraw("no_webgl", cause);
    }
    const stage = new Stage(renderer, host);
    stage.dress(renderer.canvas);
    stage.measure();
    return stage;
  }

  get canvas(): HTMLCanvasElement {
    return this.renderer.canvas;
  }

  /** Hide the canvas from screen readers: everything drawn is also on the page. */
  private dress(canvas: HTMLCanvasElement): void {
    canvas.setAttribute("aria-hidden", "true");
    Object.assign(canvas.style, {
      display: "block",
      position: "absolute",
      inset: "0",
      touchAction: "none",
      userSelect: "none",
    });
    if (getComputedStyle(this.host).position === "static") this.host.style.position = "relative";
    this.host.append(canvas);
  }

  /** Take the host's size and the device's resolution; returns whether either changed. */
  measure(): boolean {
    const [width, height] = [Math.max(1, this.host.clientWidth), Math.max(1, this.host.clientHeight)];
    const resolution = Math.min(RESOLUTION_MAX, Math.max(RESOLUTION_MIN, window.devicePixelRatio || 1));
    if (width === this.width && height === this.height && resolution === this.resolution) return false;
    Object.assign(this, { width, height, resolution });
    this.renderer.resize(width, height, resolution);
    this.dusk.setSize(width, height);
    return true;
  }

  /** How dark it is: 0 day, 1 night. The evening's colour is multiplied in, lanterns come out. */
  darken(darkness: number): void {
    this.dusk.tint = eveningTint(darkness);
    this.dusk.visible = darkness > 0;
    this.light.visible = darkness > 0;
    this.light.alpha = darkness;
  }

  /** What is seen where nothing is drawn. */
  surround(colour: string): void {
    this.renderer.background.color = colour;
  }

  /** Lay the place where the camera sees it, on whole device px so that nothing shimmers. */
  aim(camera: Camera): void {
    const onPixel = (at: number) => Math.round(at * this.resolution) / this.resolution;
    for (const holder of [this.world, this.light]) {
      holder.scale.set(camera.zoom);
      holder.position.set(onPixel(camera.left), onPixel(camera.top));
    }
  }

  render(): void {
    this.renderer.render({ container: this.root });
  }

  close(): void {
    this.root.destroy({ children: true });
    this.canvas.remove();
    this.renderer.destroy();
  }
}
