"""Deploys the package to MiniStack, an emulator on loopback, and makes the journey through it.

MiniStack takes the template as CloudFormation does, runs each function in a process of its own with
its role's permissions, and feeds them from the stream, the queues and the schedule.
"""
