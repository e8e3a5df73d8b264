// The words of help and settings, in Korean.
import help from "./help.ftl?raw";

export default help;
