// The words that only officers read, in English.
import desk from "./desk.ftl?raw";

export default desk;
