// The typeface, loaded after the page is usable and never with low data. Served by us, in pieces by the characters in use.
import "pretendard-gov/dist/web/variable/pretendardvariable-gov-dynamic-subset.css";
