export { type DemoStore, demoSignIns, seedDemo } from "./seed-demo";
