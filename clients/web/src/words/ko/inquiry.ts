// The words around messages that are left, in Korean.
import inquiry from "./inquiry.ftl?raw";

export default inquiry;
