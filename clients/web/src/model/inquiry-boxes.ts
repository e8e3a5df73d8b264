// Where a message stands on this device that was not left yet: its words and its phone number, each in a box of its own.
import type { Outgoing } from "./outgoing";

/** The boxes of one form. */
export interface InquiryBoxes {
  readonly text: string;
  readonly phone: string;
}

/** The boxes of a message for this service. */
export function newInquiry(service: string): InquiryBoxes {
  return boxesOf(`inquiry.${service}`);
}

/** The boxes of the change of this message. */
export function changedInquiry(inquiry: string): InquiryBoxes {
  return boxesOf(`inquiry-change.${inquiry}`);
}

function boxesOf(name: string): InquiryBoxes {
  return { text: name, phone: `${name}.phone` };
}

/** Whether anything was typed: a phone number alone is kept as well. */
export function isInquiryBegun({ text, phone }: InquiryBoxes, outgoing: Pick<Outgoing, "box">): boolean {
  return [text, phone].some((box) => outgoing.box(box).value !== "");
}
