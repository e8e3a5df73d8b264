// The words of a request's own page, its form and its record, in English.
import forms from "./forms.ftl?raw";
import record from "./record.ftl?raw";

export default [forms, record].join("\n");
