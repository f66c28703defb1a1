-- Pages of the queue are skipped in their index alone: it holds what the views ask for. The SQLite twin has the same.

DROP INDEX cases_open_by_due;
DROP INDEX cases_open_by_receipt;
CREATE INDEX cases_open_by_due
    ON cases ((due_on IS NULL), due_on, reference, state, snoozed_until, deadline_on, service) WHERE state <> 'decided';
CREATE INDEX cases_open_by_receipt
    ON cases (received_on, reference, state, snoozed_until, deadline_on, service) WHERE state <> 'decided';
