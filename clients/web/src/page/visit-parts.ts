// What comes late of a visit: what one chooses of it, and taking back what one gave back.
export { TakeBack } from "./take-back";
export { ComeLater, PeopleQuestion, PreferOfficer } from "./visit-choices";
