// The words of a warning, and of the end of a talk, in English.
import conduct from "./conduct.ftl?raw";

export default conduct;
