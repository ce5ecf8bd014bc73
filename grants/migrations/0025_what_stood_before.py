"""Fills what the step before made room for: sums, acts and letters of decisions, registers and parties of cases.

A case whose register has been begun is left as it is. Subjects are in Swedish where the authority's first language is
Swedish, in English otherwise, as the acts themselves write them.
"""

from django.db import migrations

# What stood before: the sums of calls, one act for each decision, and the letters that have gone out. Where a budget was
# lowered below what had been granted, nothing more can be granted; where less was granted than was applied for, the
# reasons of the decision say why.
BEGIN_ACTS = """
INSERT INTO grants_callspending (call_id, spent, budget)
SELECT c.id, SUM(w.amount),
       CASE WHEN c.budget IS NULL THEN NULL ELSE GREATEST(c.budget, SUM(w.amount)) END
FROM grants_award w JOIN grants_decision d ON d.id = w.decision_id
JOIN grants_application a ON a.id = d.application_id JOIN grants_call c ON c.id = a.call_id
GROUP BY c.id;
INSERT INTO grants_decisionact (
    application_id, number, kind, outcome, amount, requested, lower_reasons, condition_text, changes, reasons,
    appeal_notice, at, by_id
)
SELECT a.id, 1, 'original', d.outcome, w.amount, a.requested,
       CASE WHEN w.amount < a.requested THEN d.reasons ELSE '' END, '', '', d.reasons, d.appeal_notice, d.decided_at,
       d.decided_by_id
FROM grants_decision d JOIN grants_application a ON a.id = d.application_id
LEFT JOIN grants_award w ON w.decision_id = d.id AND d.outcome = 'approved'
WHERE d.outcome <> 'approved' OR w.amount IS NOT NULL;
INSERT INTO grants_decisionletter (act_id, due, document_id, sent_at)
SELECT t.id, t.at, o.id, o.created_at
FROM grants_decisionact t JOIN core_document o ON o.object_id = t.application_id AND o.kind = 'decision_letter'
JOIN django_content_type y ON y.id = o.content_type_id AND y.app_label = 'grants' AND y.model = 'application'
WHERE o.version = 1;
"""

# The keys are those under which the acts themselves would enter again, so that none stands there twice; what went out
# before letters had rows of their own has a key that no letter can have.
# What stands in no register of acts cannot be invented: exchanges that were tied, and cases opened again, are left out.
REGISTERS = """
WITH cases AS (
    SELECT application.id, application.authority_id, application.title, application.reference,
           application.applicant_name, application.ground, authority.languages[1] = 'sv' AS swedish
    FROM grants_application application
    JOIN partnerships_authority authority ON authority.id = application.authority_id
    WHERE application.submitted_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM grants_registerentry known WHERE known.application_id = application.id)
),
acts AS (
    SELECT cases.id AS application_id, submission.submitted_at AS at, 1 AS rank, 'in' AS direction,
           'application' AS kind, 'submission-' || submission.number AS key,
           COALESCE(NULLIF(submission.title, ''), cases.reference)
               || CASE WHEN submission.number > 1 THEN ', version ' || submission.number ELSE '' END AS subject,
           submission.submitted_by_id AS by_id, NULL::bigint AS document_id
    FROM cases JOIN grants_submission submission ON submission.application_id = cases.id
    UNION ALL
    SELECT cases.id, entry.at, 2, entry.direction,
           CASE entry.kind WHEN 'request' THEN 'completion_request' WHEN 'recall' THEN 'completion_request'
               WHEN 'acceptance' THEN 'completion' ELSE entry.kind END,
           'entry-' || entry.id,
           CASE entry.kind
               WHEN 'supplement' THEN CASE WHEN swedish THEN 'Komplettering' ELSE 'Supplement' END
               WHEN 'message' THEN CASE WHEN swedish THEN 'Meddelande till sökanden' ELSE 'Message to the applicant' END
               WHEN 'request' THEN CASE WHEN swedish THEN 'Begäran om komplettering' ELSE 'Request for completion' END
               WHEN 'completion' THEN CASE WHEN swedish THEN 'Svar på begäran om komplettering'
                   ELSE 'Answer to a request for completion' END
               WHEN 'acceptance' THEN CASE WHEN swedish THEN 'Komplettering godtagen' ELSE 'Completion accepted' END
               ELSE CASE WHEN swedish THEN 'Begäran om komplettering återkallad'
                   ELSE 'Request for completion withdrawn' END
           END || CASE WHEN entry.text = '' THEN '' ELSE ': ' || split_part(ltrim(entry.text), E'\\n', 1) END,
           entry.by_id, NULL
    FROM cases JOIN grants_caseentry entry ON entry.application_id = cases.id
    UNION ALL
    SELECT cases.id, screening.screened_at, 3, 'drawn_up', 'screening', 'screening-' || screening.id,
           CASE WHEN screening.eligible THEN CASE WHEN swedish THEN 'Uppfyller villkoren' ELSE 'Meets the conditions' END
               ELSE CASE WHEN swedish THEN 'Uppfyller inte villkoren' ELSE 'Does not meet the conditions' END END,
           screening.screened_by_id, NULL
    FROM cases JOIN grants_screening screening ON screening.application_id = cases.id
    UNION ALL
    SELECT cases.id, move.at, 4, CASE move.to_status WHEN 'withdrawn' THEN 'in' ELSE 'out' END,
           CASE move.to_status WHEN 'withdrawn' THEN 'withdrawal' ELSE 'screening' END, 'move-' || move.id,
           CASE move.to_status
               WHEN 'withdrawn' THEN CASE WHEN swedish THEN 'Ansökan återtagen' ELSE 'Application withdrawn' END
               WHEN 'invited' THEN CASE WHEN swedish THEN 'Inbjuden till fullständig ansökan'
                   ELSE 'Invited to the full application' END
               ELSE CASE WHEN swedish THEN 'Intresseanmälan avböjd' ELSE 'Expression of interest declined' END
           END, move.by_id, NULL
    FROM cases JOIN grants_applicationmove move ON move.application_id = cases.id
    WHERE move.to_status IN ('withdrawn', 'invited', 'declined')
    UNION ALL
    SELECT cases.id, decision.decided_at, 5, 'drawn_up', 'decision',
           COALESCE('act-' || act.number, 'past-decision-' || decision.id),
           CASE decision.outcome
               WHEN 'approved' THEN CASE WHEN swedish THEN 'Beslut: Beviljad' ELSE 'Decision: Approved' END
               ELSE CASE WHEN swedish THEN 'Beslut: Avslagen' ELSE 'Decision: Rejected' END END,
           decision.decided_by_id, NULL
    FROM cases JOIN grants_decision decision ON decision.application_id = cases.id
    LEFT JOIN grants_decisionact act ON act.application_id = cases.id AND act.number = 1
    UNION ALL
    SELECT cases.id, document.created_at, 6, 'out', 'letter', 'past-letter-' || document.id, document.title,
           document.created_by_id, document.id
    FROM cases
    JOIN django_content_type type ON type.app_label = 'grants' AND type.model = 'application'
    JOIN core_document document ON document.content_type_id = type.id AND document.object_id = cases.id
        AND document.kind = 'decision_letter'
)
INSERT INTO grants_registerentry
    (application_id, authority_id, number, direction, kind, subject, counterpart, document_id, ground, key, at, by_id)
SELECT cases.id, cases.authority_id,
       row_number() OVER (PARTITION BY cases.id ORDER BY acts.at, acts.rank, acts.key),
       acts.direction, acts.kind, left(acts.subject, 300),
       CASE acts.direction WHEN 'drawn_up' THEN '' ELSE cases.applicant_name END,
       acts.document_id, cases.ground, acts.key, acts.at, acts.by_id
FROM acts JOIN cases ON cases.id = acts.application_id
"""

PARTIES = """
INSERT INTO grants_caseparty
    (application_id, role, name, former_name, organisation_id, postal_address, email, since, state, state_source,
     settlement, version)
SELECT application.id, party.role, left(party.name, 300), '', party.organisation_id, '', party.email,
       (application.submitted_at AT TIME ZONE authority.time_zone)::date, 'active', '', '', 1
FROM grants_application application
JOIN partnerships_authority authority ON authority.id = application.authority_id
JOIN accounts_user person ON person.id = application.applicant_id
CROSS JOIN LATERAL (
    SELECT 1 AS place, 'applicant' AS role, COALESCE(NULLIF(person.name, ''), person.email) AS name,
           NULL::bigint AS organisation_id, person.email
    UNION ALL
    SELECT 2, 'organisation', application.applicant_name, application.organisation_id, ''
    WHERE application.organisation_id IS NOT NULL
    UNION ALL
    SELECT 3, 'co_applicant', COALESCE(NULLIF(partner.organisation_name, ''), partner.name), NULL, partner.email
    FROM grants_participant partner
    WHERE partner.application_id = application.id AND partner.removed_at IS NULL
      AND partner.accepted_at IS NOT NULL AND partner.role IN ('co_lead', 'partner')
) party
WHERE application.submitted_at IS NOT NULL
  AND NOT EXISTS (SELECT FROM grants_caseparty known WHERE known.application_id = application.id)
ORDER BY application.id, party.place
"""

# Rows that a migration writes are no change that anybody made, and are numbered above: the triggers rest meanwhile.
OFF = """
ALTER TABLE grants_registerentry DISABLE TRIGGER USER;
ALTER TABLE grants_caseparty DISABLE TRIGGER USER;
"""
ON = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE grants_registerentry ENABLE TRIGGER USER;
ALTER TABLE grants_caseparty ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0024_from_the_diary_to_the_reports"),
        ("core", "0008_kinds_of_case_documents"),
    ]

    # What was filled stays when the step is undone: a register only loses its entries with its table.
    operations = [
        migrations.RunSQL(BEGIN_ACTS, migrations.RunSQL.noop),
        migrations.RunSQL([OFF, REGISTERS, PARTIES, ON], migrations.RunSQL.noop),
    ]
