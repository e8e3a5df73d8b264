// All words in English, out of their files by topic but those of parts that come late, in one piece: one language is one download.
import cases from "./cases.ftl?raw";
import counters from "./counters.ftl?raw";
import easy from "./easy.ftl?raw";
import news from "./news.ftl?raw";
import page from "./page.ftl?raw";
import people from "./people.ftl?raw";
import rejections from "./rejections.ftl?raw";

export default [page, news, counters, people, cases, rejections, easy].join("\n");
