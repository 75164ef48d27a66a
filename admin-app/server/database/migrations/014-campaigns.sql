-- A campaign is a scenario of another kind: one message to a segment at a time. It has versions, enrolments, sends and
-- results like any scenario, and a list and a form of its own.
alter table scenarios add column kind text not null default 'scenario' check (kind in ('scenario', 'campaign'));
