export { demoSignIns } from "./open-store";
export { type DemoStore, seedDemo } from "./seed-demo";
export { setUpDemo } from "./set-up-demo";
