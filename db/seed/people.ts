import { Random } from "./random";

const firstNames = [
  "Ada",
  "Aiko",
  "Alice",
  "Amir",
  "Anna",
  "Arthur",
  "Beatrice",
  "Ben",
  "Carla",
  "Cem",
  "Chloe",
  "Daniel",
  "Daria",
  "Dilip",
  "Edith",
  "Elena",
  "Emil",
  "Esther",
  "Fatima",
  "Felix",
  "Finn",
  "Freya",
  "George",
  "Grace",
  "Hana",
  "Harriet",
  "Hugo",
  "Ida",
  "Imran",
  "Ines",
  "Isla",
  "Ivan",
  "Jack",
  "Jasmine",
  "Jonas",
  "Julia",
  "Kai",
  "Karim",
  "Kate",
  "Kenji",
  "Laila",
  "Lars",
  "Leo",
  "Lina",
  "Lucy",
  "Magnus",
  "Maria",
  "Martha",
  "Maya",
  "Mia",
  "Mohammed",
  "Nadia",
  "Nell",
  "Nina",
  "Noah",
  "Oksana",
  "Oliver",
  "Omar",
  "Oscar",
  "Paula",
  "Petra",
  "Priya",
  "Quentin",
  "Rachel",
  "Ravi",
  "Rosa",
  "Ruth",
  "Sam",
  "Sara",
  "Sofia",
  "Stefan",
  "Tara",
  "Thea",
  "Theo",
  "Tom",
  "Uma",
  "Vera",
  "Victor",
  "Wanda",
  "Will",
  "Yara",
  "Yuki",
  "Zoe",
  "Zuzana",
] as const;

const lastNames = [
  "Abbott",
  "Adeyemi",
  "Ahmed",
  "Baker",
  "Banerjee",
  "Barnes",
  "Becker",
  "Brook",
  "Carter",
  "Chen",
  "Clarke",
  "Cole",
  "Costa",
  "Dahl",
  "Dixon",
  "Doyle",
  "Eriksen",
  "Evans",
  "Farrell",
  "Fischer",
  "Foster",
  "Garcia",
  "Gibson",
  "Grant",
  "Hall",
  "Hansen",
  "Harper",
  "Hughes",
  "Ito",
  "Ivanova",
  "Jensen",
  "Jones",
  "Kaur",
  "Kelly",
  "Khan",
  "Kowalski",
  "Lambert",
  "Lee",
  "Lewis",
  "Lopez",
  "Marsh",
  "Mensah",
  "Moreau",
  "Morris",
  "Murphy",
  "Nakamura",
  "Nguyen",
  "Novak",
  "Okafor",
  "Owen",
  "Park",
  "Patel",
  "Pereira",
  "Quinn",
  "Rahman",
  "Reed",
  "Rossi",
  "Sato",
  "Schmidt",
  "Shah",
  "Silva",
  "Singh",
  "Stone",
  "Svensson",
  "Tanaka",
  "Taylor",
  "Turner",
  "Usman",
  "Vargas",
  "Walker",
  "Ward",
  "Weber",
  "Wilson",
  "Wood",
  "Yamada",
  "Young",
  "Zhang",
] as const;

const countries = [
  ["GB", 80],
  ["IE", 8],
  ["FR", 4],
  ["DE", 4],
  ["NL", 2],
  ["JP", 2],
] as const;

export type Person = {
  externalId: string;
  name: string;
  email: string;
  country: string;
  birthday: string | null;
  acceptsMarketing: boolean;
  tags: string[];
};

/** What the shop notes of its customers, and the share it notes it of. */
const tags = [
  ["gift-buyer", 0.12],
  ["sensitive-skin", 0.09],
  ["market-stall", 0.05],
  ["wholesale", 0.012],
] as const;

/** Tags of a customer, drawn from a source of their own. */
function tagsOf(number: number): string[] {
  const random = new Random(number * 7_919);
  return tags.flatMap(([tag, share]) => (random.chance(share) ? [tag] : []));
}

/** A made-up customer; the number makes id and e-mail unique. */
export function personNumber(random: Random, number: number): Person {
  const [first, last] = [random.pick(firstNames), random.pick(lastNames)];
  const birthday = `${random.int(1948, 2005)}-${String(random.int(1, 12)).padStart(2, "0")}-${String(random.int(1, 28)).padStart(2, "0")}`;
  return {
    externalId: String(70_000 + number),
    name: `${first} ${last}`,
    email: `${first}.${last}.${number}@example.com`.toLowerCase(),
    country: random.weighted(countries),
    birthday: random.chance(0.55) ? birthday : null,
    acceptsMarketing: random.chance(0.62),
    tags: tagsOf(number),
  };
}

const comments = {
  promoter: [
    "Parcel came the next day and smelled wonderful before I even opened it.",
    "The points make it easy to try something new each month.",
    "Best candles I have bought in years. My sister now orders here too.",
    "Refill service is brilliant, less waste and cheaper.",
    "Support swapped a broken jar without a single question.",
  ],
  passive: [
    "Lovely products, delivery could be quicker.",
    "Good, but the soap dish sold out twice before I got one.",
    "Nice shop. I wish rewards started at fewer points.",
    "Happy with everything except the postage to Ireland.",
  ],
  detractor: [
    "Two of three jars arrived cracked.",
    "Waited nine days and nobody answered my mail.",
    "The scent is much weaker than the old recipe.",
    "My points went below zero after a return and I did not understand why.",
  ],
} as const;

export type NpsGroup = keyof typeof comments;

/** What people of each group tend to write. */
export function commentOf(random: Random, group: NpsGroup): string {
  return random.pick(comments[group]);
}
