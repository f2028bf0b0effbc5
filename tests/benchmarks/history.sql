-- The past of a house with :units graded units, two a minute, in plain SQL: each row is computed from its number.
-- Keys are sound UUIDv7 (the time, then the kind of row, then the number), so they sort as real ones do.
-- Of audit and requests a tenth is there, which is enough to make their look-ups deep.
-- Of a hundred units 70 were sealed A, 15 B, 10 went to repair (C), 5 were scrapped; a third was sold meanwhile.

CREATE TEMP TABLE piece AS
WITH RECURSIVE count(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM count WHERE i < :units)
SELECT
    i,
    printf('R-%06d', i) AS lpn,
    strftime('%Y-%m-%dT%H:%M:%S', :began + i * 30, 'unixepoch') || '.000000+00:00' AS at,
    printf('%012x7', (:began + i * 30) * 1000) AS stem,
    printf('8%015x', i) AS tail,
    CASE WHEN i % 100 < 70 THEN 'A' WHEN i % 100 < 85 THEN 'B' WHEN i % 100 < 95 THEN 'C' ELSE 'S' END AS grade,
    CASE WHEN i % 100 < 70 THEN 'restock' WHEN i % 100 < 85 THEN 'open_box' WHEN i % 100 < 95 THEN 'repair'
         ELSE 'recycle' END AS route,
    CASE WHEN i % 100 < 70 THEN 'sellable_a' WHEN i % 100 < 85 THEN 'sellable_b' WHEN i % 100 < 95 THEN 'repair'
         ELSE 'recycled' END AS account,
    i % 100 < 85 AND i % 3 = 0 AS sold,
    a.client, a.sku, a.product
FROM count JOIN article a ON a.n = i * 7919 % :articles;

INSERT INTO return_orders (id, client, platform, number, rma, tracking, tracking_key, rma_key, number_key,
    reason_code, reason_text, customer_note, requested_at, origin, announced_at)
SELECT stem || '001' || tail, client, 'shopify', 'H' || i, '', 'HB' || printf('%012d', i), 'HB' || printf('%012d', i), '',
    'H' || i, 'changed_mind', 'Changed my mind', '', at, '', at FROM piece;

INSERT INTO return_lines (id, order_id, client, platform, number, rma, sku, serial, position, quantity, received,
    missing, wrong, missing_reason, size, colour, reason_code, reason_text, customer_note, notes, announced_at, called_off,
    version)
SELECT stem || '002' || tail, stem || '001' || tail, client, 'shopify', 'H' || i, '', sku, '', 1, 1, 1,
    0, 0, '', '', '', 'changed_mind', 'Changed my mind', '', '{}', at, 0, 0 FROM piece;

INSERT INTO parcels (id, key, tracking, kind, description, state, outcome, reopened, owes_photo, units, station,
    opened_at, closed_at, version)
SELECT stem || '003' || tail, 'HB' || printf('%012d', i), 'HB' || printf('%012d', i), 'announced', '', 'closed', 'complete',
    '', 0, 1, :station, at, at, 0 FROM piece;

INSERT INTO units (lpn, client, sku, product, parcel_id, line_id, state, account, round, rules, flags, serial, grade,
    route, held, work, bench, amazon_lpn, opened_at, changed_at, version)
SELECT lpn, client, sku, product, stem || '003' || tail, stem || '002' || tail, 'finished',
    CASE WHEN sold THEN 'sold' ELSE account END, 1, :rules, '[]', CASE WHEN i % 10 = 0 THEN 'SN' || i ELSE '' END,
    grade, route, 0, CASE WHEN grade = 'C' THEN 'repair' ELSE '' END, '', '', at, at, 6 FROM piece;

INSERT INTO answers (id, unit, round, question, choices, note, settled_by, operator, at, withdrawn)
SELECT stem || '004' || tail, lpn, 1, 'sealed', '["sealed"]', '', NULL, :operator, at, 0 FROM piece;
INSERT INTO answers (id, unit, round, question, choices, note, settled_by, operator, at, withdrawn)
SELECT stem || '005' || tail, lpn, 1, 'prohibited_goods', '["none"]', '', NULL, :operator, at, 0 FROM piece;

INSERT INTO photos (id, sha256, unit, parcel_id, round, shot, format, size, width, height, overrule, operator, station,
    at, withdrawn)
SELECT stem || '006' || tail, lower(hex(randomblob(32))), lpn, NULL, 1, 'front', 'jpeg', 420000, 1920, 1080, '',
    :operator, :station, at, 0 FROM piece;

INSERT INTO inspections (id, unit, round, revision, checklist, checklist_version, grading_version, routes_version,
    holds_version, proposed_grade, grade, reasons, findings, regrade_reason, cause, operator, station, at)
SELECT stem || '007' || tail, lpn, 1, 1, 'safe_default', 1, 1, 1, 1, grade, grade, :reasons, '[]', '', 'inspection',
    :operator, :station, at FROM piece;

INSERT INTO dispositions (id, inspection, unit, route, net, currency, options, account, held, reason, at)
SELECT stem || '008' || tail, stem || '007' || tail, lpn, route, '21.40', 'USD', :options, account, '', '', at FROM piece;

INSERT INTO labels (id, unit, template, code, sequence, fields, lines, state, reprint_of, reason, void_reason, operator, at)
SELECT stem || '009' || tail, lpn, 'unit', lpn || '-1H', 1, '{}', '[]', 'verified', '', '', '', :operator, at FROM piece;

INSERT INTO work_orders (id, unit, kind, opened_at, opened_by, outcome, proof)
SELECT stem || '00a' || tail, lpn, 'repair', at, :operator, '', '' FROM piece WHERE grade = 'C';

INSERT INTO allocations (id, unit, client, sku, grade, began_at, ended_at, place, channel, bundle)
SELECT stem || '00b' || tail, lpn, client, sku, grade, at, CASE WHEN sold THEN at END, 'listing', '', '' FROM piece WHERE grade IN ('A', 'B');

INSERT INTO outbox (id, allocation, listing, channel, client, sku, grade, unit, op, quantity, sells, state, attempts, problem,
    key, created_at, confirmed_at)
SELECT stem || '00c' || tail, stem || '00b' || tail, l.id, l.channel, p.client, p.sku, p.grade, lpn, 'add', 1, 1, 'confirmed',
    1, '', stem || '00c' || tail, at, at FROM piece p JOIN listings l ON l.client = p.client AND l.sku = p.sku AND l.grade = p.grade;

INSERT INTO ledger (id, at, client, sku, unit, account, quantity, reason, station)
SELECT stem || '01' || side || tail, at, client, sku, CASE WHEN side > 1 THEN lpn END,
    CASE side WHEN 0 THEN 'outside' WHEN 3 THEN 'pending' WHEN 4 THEN 'pending' WHEN 5 THEN account WHEN 6 THEN account
              WHEN 7 THEN 'sold' ELSE 'expected' END,
    CASE side % 2 WHEN 0 THEN -1 ELSE 1 END,
    CASE side / 2 WHEN 0 THEN 'announced' WHEN 1 THEN 'received' WHEN 2 THEN 'graded' ELSE 'sold' END, :station
FROM piece JOIN (SELECT value AS side FROM json_each('[0,1,2,3,4,5,6,7]')) WHERE side < 6 OR sold;

INSERT INTO balances (client, sku, account, quantity)
SELECT client, sku, 'outside', -count(*) FROM piece GROUP BY client, sku;
INSERT INTO balances (client, sku, account, quantity)
SELECT client, sku, CASE WHEN sold THEN 'sold' ELSE account END AS place, count(*) FROM piece GROUP BY client, sku, place;

INSERT INTO audit (station, seq, at, actor, kind, payload, prev_hash, hash, subject)
SELECT :station, i / 10, at, :operator, 'graded', json_object('subject', lpn, 'history', :options),
    printf('%064x', i / 10 - 1), printf('%064x', i / 10), lpn FROM piece WHERE i % 10 = 0;

INSERT INTO bench_log (station, seq, at, operator, action, found, digest)
SELECT :station, i, at, :operator, '{"do":"accept","with":{}}', json_object('at', at), '' FROM piece;

INSERT INTO requests (station, id, fingerprint, reply, at)
SELECT :station, 'past-' || i, printf('%064x', i), json_object('ok', 1, 'step', 'verify_label', 'unit', lpn), at
FROM piece WHERE i % 10 = 0;

INSERT INTO counters (name, value) VALUES ('lpn', :units + 1);

DROP TABLE piece;
