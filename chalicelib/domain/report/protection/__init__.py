"""What of a report may be public: nothing that tells of one to four people.

`public_report` makes it of the staff's, in the same shape. A number that is withheld is None, a
table {}. Categories told together are one, `regrouped`; which they are is in `regrouped_keys`,
under the path of the table (of a table by kind too, the kinds under that path and `.kinds`).
`not_given` are those of whom a table does not know it. Months told together are a span,
`2021-11/2022-01`.
`docs/protection.md` says why it holds.
"""
