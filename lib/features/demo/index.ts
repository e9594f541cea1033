export { type DemoStore, demoSignIns, seedDemo } from "./seed-demo";
export { setUpDemo } from "./set-up-demo";
