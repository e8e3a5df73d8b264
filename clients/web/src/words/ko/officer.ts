// The words that only officers read, in Korean.
import desk from "./desk.ftl?raw";

export default desk;
