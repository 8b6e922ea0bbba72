// See ucum.sh. Pairs are made by a seeded generator, so that a run can be repeated.
'use strict';
const fs = require('fs');
const {spawnSync} = require('child_process');
const lhc = require('@lhncbc/ucum-lhc').UcumLhcUtils.getInstance();

const options = {pairs: '20000', seed: '1', show: ''};
for (let i = 2; i + 1 < process.argv.length; i += 2) options[process.argv[i].slice(2)] = process.argv[i + 1];

// --- Pairs ---------------------------------------------------------------------------------------------------------

let state = Number(options.seed) >>> 0;
function random(n) {  // mulberry32
  state = (state + 0x6D2B79F5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) % n;
}
const pick = (list) => list[random(list.length)];

const printed = [...new Set(fs.readFileSync(options.units, 'utf8').split('\n')
    .filter((line) => !line.startsWith('# ')).slice(1).map((line) => line.split('\t')[1]).filter((code) => code))];
const quantities = [
  ['kg', 'g', 'mg', 'ug', 'ng', 'pg', '[lb_av]', '[oz_av]', '[gr]'],
  ['mol', 'mmol', 'umol', 'nmol', 'pmol'],
  ['eq', 'meq', 'ueq'],
  ['osm', 'mosm'],
  ['[IU]', 'm[IU]', 'k[IU]', '[iU]', '[arb\'U]', '[CFU]', '[EU]', '[BAU]'],
  ['U', 'mU', 'kat', 'ukat', 'nkat', 'mmol/s'],
  ['1', '%', '10*3', '10*6', '{cells}', '10*3{RBCs}', '{copies}', '[ppm]', '[HPF]', '{ratio}'],
];
const volumes = ['L', 'dL', 'mL', 'uL', 'fL', 'l', 'm3', 'cm3', 'nL'];
const masses = ['g', 'kg', 'mg', 'g{creat}', 'mg{creat}', 'mmol{creat}', 'mol{creat}', 'g{Hb}', 'mol', 'mmol', 'g{stool}',
  'kg{H2O}'];
const times = ['s', 'min', 'h', 'd', '(24.h)', 'wk'];
const odd = ['Cel', '[degF]', 'K', 'mm[Hg]', 'kPa', 'Pa', 'cm[H2O]', 'mm/h', 'cm/s', 'kg/m2', 'B', 'dB', 'Np', '[pH]', 'mol/L', 'W',
  'J/s', 'cal/s', 'N.m', 'rad', 'deg', '\'', 'Hz', '/min', '[diop]', '/m', 'Bq', 'Ci', 'Gy', 'J/kg', '[HPF]', '[LPF]',
  'mL/min/{1.73_m2}', 'mL/s/{1.73_m2}', 'g/L{FEU}', 'ug{FEU}/mL', 'ng/mL{DDU}', 'eV', '[in_i]', '[ft_i]', 'cm', '[Cal]',
  'dyn.s/cm5', '[S]', 'ps', 'T', 'G', 'bit', 'By', 'Oe', 'A/m'];

function member() {
  const quantity = pick(quantities);
  const per = pick([volumes, volumes, masses, times, ['']]);
  const further = random(8) === 0 ? pick([times, volumes]) : [''];
  return () => {
    const parts = [pick(quantity), pick(per), pick(further)];
    return parts.filter((part) => part).join('/');
  };
}
// Mass and amount of one denominator now and then, so that molar masses and charges are used.
function mixed() {
  const one = pick(quantities.slice(0, 4)), other = pick(quantities.slice(0, 4));
  const per = pick([volumes, masses]);
  return [pick(one) + '/' + pick(per), pick(other) + '/' + pick(per)];
}
function pair() {
  const kind = random(10);
  if (kind < 4) {
    const make = member();
    return [make(), make()];
  }
  if (kind < 6) return mixed();
  if (kind < 8) return [pick(printed), pick(printed)];
  if (kind < 9) return [pick(odd), pick(odd)];
  return [member()(), member()()];
}

const cases = [];
for (let i = 0; i < Number(options.pairs); ++i) {
  const [from, to] = pair();
  const mass = random(3) ? pick(['113.12', '180.156', '40.078', '16114']) : '';
  const charge = random(3) ? pick(['1', '2', '3']) : '';
  cases.push({from, to, mass, charge});
}

// --- Answers -------------------------------------------------------------------------------------------------------

function askOurs(list) {
  const input = list.map((c) => [c.from, c.to, c.mass, c.charge].join('\t') + '\n').join('');
  const run = spawnSync(options.driver, [options.table], {input, encoding: 'utf8', maxBuffer: 1 << 28});
  if (run.status !== 0) {
    console.error(run.stderr);
    process.exit(1);
  }
  return run.stdout.trimEnd().split('\n').map((line) => {
    const [kind, one, other] = line.split('\t');
    if (kind === 'converts') return {value: fraction(one) * VALUE + fraction(other), affine: other !== '0'};
    return kind === 'invalid' ? {invalid: true} : {refused: one, message: other};
  });
}
const VALUE = 12.5;
// As a double. Numerators and denominators may be of any length.
function fraction(text) {
  const [above, below] = text.split('/').map(BigInt);
  if (below === undefined) return Number(above);
  const shift = below.toString().length + 25;
  return Number(Number(above * 10n ** BigInt(shift) / below) + 'e-' + shift) || Number(above) / Number(below);
}
function askTheirs(c) {
  const substance = {};
  if (c.mass) substance.molecularWeight = Number(c.mass);
  if (c.charge) substance.charge = Number(c.charge);
  const answer = lhc.convertUnitTo(c.from, VALUE, c.to, substance);
  return answer.status === 'succeeded' ? {value: answer.toVal} : {refused: answer.msg.join(' ')};
}
const validity = new Map();
function isValidToThem(code) {
  if (!validity.has(code)) validity.set(code, lhc.validateUnitString(code).status === 'valid');
  return validity.get(code);
}
// Doubles lose digits in several multiplications, and near the zero of an affine function.
const close = (one, other, floor) => Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), floor);

// --- Why answers differ --------------------------------------------------------------------------------------------

// Where we refuse for a reason that they do not know, both are asked again without that reason, so that nothing else hides
// behind it.
const rewrites = [
  ['annotations count',
    (ours, c) => ours.refused === 'annotations-differ' || (ours.refused === 'needs-molar-mass' && /{creat}/.test(c.from + c.to)),
    (code) => code.replace(/(^|[./(])\{[^}]*\}/g, '$11').replace(/\{[^}]*\}/g, '')],
  ['osmoles are no moles', (ours) => /osmoles/.test(ours.message || ''), (code) => code.replace(/osm/g, 'mol')],
  ['osmoles are no moles', (ours, c) => ours.refused === 'different-quantities' && /osm/.test(c.from + c.to),
    (code) => code.replace(/osm/g, 'mol')],
  ['a field of view is no number', (ours, c) => ours.refused === 'arbitrary-units' && /\[[HL]PF\]/.test(c.from + c.to),
    (code) => code.replace(/\[HPF\]/g, '1').replace(/\[LPF\]/g, '100')],
];
// They refuse whatever holds an arbitrary unit. For the check it is replaced by a unit that nothing else uses.
const arbitrary = /\[(iU|IU|arb'U|CFU|EU|BAU|[AGM]PL'U)\]/g;
const asCandela = (code) => code.replace(arbitrary, 'cd');

const CREATININE = 113.12;
// What is left. Each has the answers ("values": both convert) and a condition; the first that fits.
const explanations = [
  ['they refuse arbitrary units, and would agree', 'converts/refuses', (d) => {
    if (!/arbitrary/i.test(d.theirs.refused)) return false;
    const again = askTheirs({...d.c, from: asCandela(d.c.from), to: asCandela(d.c.to)});
    return again.value !== undefined && close(d.ours.value, again.value, 0);
  }],
  // They have no molar mass for it, and ask for the analyte's.
  ['creatinine has a molar mass of its own', 'converts/refuses', (d) => /creat/.test(d.c.from) && /creat/.test(d.c.to) &&
    d.c.mass === '' && /molecular weight/i.test(d.theirs.refused)],
  ['creatinine has a molar mass of its own', 'values', (d) => /creat/.test(d.c.from) && /creat/.test(d.c.to) &&
    [1, -1].some((n) => close(d.theirs.value / d.ours.value, (Number(d.c.mass) / CREATININE) ** n, 0))],
  ['fractions of amounts, masses, volumes are not the same', 'refuses/converts', (d) => d.ours.refused === 'no-factor'],
  ['what stands below the line is another substance', 'refuses/converts',
    (d) => d.ours.refused === 'needs-molar-mass' && /below the line/.test(d.ours.message)],
  ['logarithmic scales are not converted', 'refuses/converts',
    (d) => d.ours.refused === 'arbitrary-units' && /(^| )d?B( |$)|Np|\[pH\]/.test(d.c.from + ' ' + d.c.to)],
  // 12.5 [diop] "are" 8 cm to them, the focal length, and no 12.5 /m.
  ['an inverse is no factor', 'refuses/converts',
    (d) => d.ours.refused === 'different-quantities' && /\[diop\]|\[mesh_i\]/.test(d.c.from + d.c.to)],
  ['an inverse is no factor', 'converts/refuses', (d) => /\[diop\]|\[mesh_i\]/.test(d.c.from + d.c.to)],
  ['a bit is no number', 'refuses/converts', (d) => d.ours.refused === 'arbitrary-units' && /bit|By/.test(d.c.from + d.c.to)],
  ['arbitrary units are no numbers', 'refuses/converts',
    (d) => d.ours.refused === 'arbitrary-units' && (d.c.from + d.c.to).search(arbitrary) >= 0],
];

// "" when the answers agree, else the class of the difference; undefined when none fits.
function classify(c, ours, depth) {
  const theirs = askTheirs(c);
  if (ours.refused && theirs.refused) return '';
  if (!ours.refused && !theirs.refused && close(ours.value, theirs.value, ours.affine ? 1 : 0)) return '';
  if (ours.refused && depth < 4) {
    for (const [name, applies, rewrite] of rewrites) {
      if (!applies(ours, c)) continue;
      const bare = {...c, from: rewrite(c.from), to: rewrite(c.to)};
      if (bare.from === c.from && bare.to === c.to) continue;
      const further = classify(bare, askOurs([bare])[0], depth + 1);
      return further === undefined ? undefined : further === '' ? name : name + '; ' + further;
    }
  }
  const kind = ours.refused ? 'refuses/converts' : theirs.refused ? 'converts/refuses' : 'values';
  const found = explanations.find(([, of, fits]) => of === kind && fits({c, ours, theirs}));
  return found && found[0];
}

// --- Report --------------------------------------------------------------------------------------------------------

const counted = new Map(), shown = [];
const count = (name, line) => {
  counted.set(name, (counted.get(name) || 0) + 1);
  if (name === 'UNEXPLAINED' || name.includes(options.show || '\n')) shown.push(name + ': ' + line);
};
askOurs(cases).forEach((ours, i) => {
  const c = cases[i];
  const line = JSON.stringify([c.from, c.to, c.mass, c.charge, ours, askTheirs(c)]);
  const valid = isValidToThem(c.from) && isValidToThem(c.to);
  if (ours.invalid || !valid) return count(ours.invalid && !valid ? 'agree: a code is invalid' : 'UNEXPLAINED', line);
  const difference = classify(c, ours, 0);
  if (difference === undefined) return count('UNEXPLAINED', line);
  if (difference !== '') return count('differ: ' + difference, line);
  count(ours.refused ? 'agree: both refuse' : 'agree: equal values', line);
});
for (const [name, n] of [...counted].sort((a, b) => b[1] - a[1])) console.log(String(n).padStart(7) + '  ' + name);
console.log(String(cases.length).padStart(7) + '  pairs');
for (const line of shown.slice(0, 40)) console.log(line);
process.exit(counted.has('UNEXPLAINED') ? 1 : 0);
