import type { FixedDemonstration } from './demonstration.ts'

/** Four, as in TCSR-SQL's table 3, over small databases of our own; the one that shows most stands first. */
export const SQL_DEMONSTRATIONS: readonly FixedDemonstration[] = [
  {
    given: `Tables:
vessel(id integer key, name text, flag text ["NOR" "GRC" …])
voyage(vessel_id integer, port text, sailed date)
Joins:
voyage.vessel_id = vessel.id
Words of the question in the data:
"Norwegian": means vessel.flag = "NOR"
Question: What is the name of each Norwegian vessel, and how many voyages did it make?`,
    reply:
      "SELECT vessel.name, COUNT(*) FROM vessel JOIN voyage ON voyage.vessel_id = vessel.id WHERE vessel.flag = 'NOR' GROUP BY vessel.id, vessel.name",
  },
  {
    given: `Tables:
beehive(hive_no integer key, meadow text, honey_kg real)
inspection(hive_no integer, keeper text, mites integer)
Joins:
inspection.hive_no = beehive.hive_no
Question: On which meadows do hives stand that nobody inspected?`,
    reply:
      'SELECT DISTINCT meadow FROM beehive WHERE hive_no NOT IN (SELECT hive_no FROM inspection WHERE hive_no IS NOT NULL)',
  },
  {
    given: `Tables:
puppet(puppet_id integer key, name text, material text ["wood" "papier-mache"], height_cm real)
Words of the question in the data:
"wooden": stored as puppet.material = "wood"
Question: Which wooden puppets are taller than the average puppet, tallest first?`,
    reply:
      "SELECT name FROM puppet WHERE material = 'wood' AND height_cm > (SELECT AVG(height_cm) FROM puppet) ORDER BY height_cm DESC",
  },
  {
    given: `Tables:
kiln(kiln_id integer key, town text)
firing(kiln_id integer, fired_on date, pots integer)
Joins:
firing.kiln_id = kiln.kiln_id
Question: In which town were the most pots fired?`,
    reply:
      'SELECT kiln.town FROM kiln JOIN firing ON firing.kiln_id = kiln.kiln_id GROUP BY kiln.town ORDER BY SUM(firing.pots) DESC LIMIT 1',
  },
]
