import type { FixedDemonstration } from './demonstration.ts'

/** Four, as in TCSR-SQL's table 3, over small databases of our own. */
export const KEYWORD_DEMONSTRATIONS: readonly FixedDemonstration[] = [
  {
    given: `Tables:
vessel(id integer key, name text ["Aurora" "Petrel" …], flag text ["NOR" "GRC" …], home_port text ["Bergen" "Piraeus" …])
voyage(vessel_id integer, port text ["Oslo" "Bergen" …], sailed date)
Question: How many voyages did the Norwegian vessel Aurora make?`,
    reply:
      '{"schema":[{"words":"voyages","table":"voyage","columns":["vessel_id"]},{"words":"vessel","table":"vessel","columns":["id"]}],"content":[{"words":"Norwegian","table":"vessel","columns":["flag"]},{"words":"Aurora","table":"vessel","columns":["name"]}]}',
  },
  {
    given: `Tables:
puppet(puppet_id integer key, name text, material text ["wood" "papier-mache"], paint text ["matte" "gloss"], height_cm real)
Question: Show the height of glossy wooden puppets over 40 cm.`,
    reply:
      '{"schema":[{"words":"height","table":"puppet","columns":["height_cm"]},{"words":"puppets","table":"puppet","columns":["puppet_id"]}],"content":[{"words":"glossy","table":"puppet","columns":["paint"]},{"words":"wooden","table":"puppet","columns":["material"]}]}',
  },
  {
    given: `Tables:
grower(id integer key, name text ["Iris Holm" …], village text ["Skara" "Lund" …], county text ["Skane" …])
apple(grower_id integer, sort text ["Golden Bell" …], kg real)
Question: Which growers around Lund sell golden bells?`,
    reply:
      '{"schema":[{"words":"growers","table":"grower","columns":["name","id"]}],"content":[{"words":"Lund","table":"grower","columns":["village","county"]},{"words":"golden bells","table":"apple","columns":["sort"]}]}',
  },
  {
    given: `Tables:
beehive(hive_no integer key, meadow text, honey_kg real)
inspection(hive_no integer, keeper text, mites integer)
Question: What is the average amount of honey per meadow?`,
    reply:
      '{"schema":[{"words":"honey","table":"beehive","columns":["honey_kg"]},{"words":"meadow","table":"beehive","columns":["meadow"]}],"content":[]}',
  },
]
