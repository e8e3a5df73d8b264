// The words of help and settings, in English.
import help from "./help.ftl?raw";

export default help;
