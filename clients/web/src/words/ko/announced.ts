// The words around what the office announces, in Korean.
import announced from "./announced.ftl?raw";

export default announced;
